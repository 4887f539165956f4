import { Client } from 'pg';

export interface Entry {
  readonly id: string;
  readonly nonce: string;
  readonly seq: number;
  readonly flow: 'IN' | 'OUT';
  readonly kind: string;
  readonly delta: number;
  readonly gateId: string | null;
  readonly reservationId: string | null;
  readonly undoOf: string | null;
  readonly scanCountAfter: number;
  readonly guestCountThen: number;
  readonly statusAfter: string | null;
  readonly night: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface Kept {
  readonly nonce: string;
  readonly state: 'ACCEPTED' | 'HELD';
  readonly reason: string | null;
  readonly deviceId: string;
  readonly undoOf: string | null;
  readonly content: string;
  /** As the phone wrote it, in UTC. */
  readonly sentAt: string;
  readonly receivedAt: number;
}

export interface Incident {
  readonly kind: string;
  readonly about: string;
  readonly nonces: readonly string[];
}

export interface Party {
  readonly id: string;
  readonly scanCount: number;
  readonly status: string;
}

/** A pass of a party was replaced by its next one. */
export interface Rotation {
  readonly reservationId: string;
  readonly generation: number;
  readonly seq: number;
}

const MS = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** What the tables hold of one night of the venue, past the product's code, in the order of the log. */
export async function readTables(databaseUrl: string, businessId: string, night: string) {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const all = async <T extends object>(sql: string, more: readonly string[] = []) =>
    (await client.query<T>(sql, [businessId, ...more])).rows;
  try {
    return {
      entries: await all<Entry>(
        `select id, nonce, seq::int, flow, kind, delta, gate_id "gateId", reservation_id "reservationId", undo_of "undoOf",
           scan_count_after "scanCountAfter", guest_count_then "guestCountThen", status_after "statusAfter",
           business_day::text night, ${MS('received_at')} "receivedAt"
         from attendance_entry where business_id = $1 and business_day = $2 order by seq`,
        [night],
      ),
      kept: await all<Kept>(
        `select nonce, state, reason, device_id "deviceId", undo_of "undoOf", content,
           to_char(sent_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') "sentAt", ${MS('received_at')} "receivedAt"
         from custody_entry where business_id = $1`,
      ),
      incidents: await all<Incident>(`select kind, about, nonces from incident where business_id = $1`),
      parties: await all<Party>(
        `select id, scan_count "scanCount", status from reservation
         where business_id = $1 and business_day = $2 and deleted_at is null`,
        [night],
      ),
      rotations: await all<Rotation>(
        `select subject_id "reservationId", (payload::jsonb #>> '{row,generation}')::int generation, seq::int
         from reservation_event where business_id = $1 and type = 'pass-changed'`,
      ),
    };
  } finally {
    await client.end();
  }
}
export type Tables = Awaited<ReturnType<typeof readTables>>;
