import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import type { TestServer } from './server';

export interface TrueReservation {
  readonly id: string;
  readonly status: string;
  readonly scanCount: number;
  readonly version: number;
  readonly businessDay: string;
}

export interface TrueEntry {
  readonly reservationId: string;
  readonly delta: number;
  readonly nonce: string;
  readonly seq: number;
}

/** What the tables hold of one business, in the order of the log. */
export interface Truth {
  readonly epoch: string;
  readonly seq: number;
  readonly floor: number;
  readonly reservations: readonly TrueReservation[];
  readonly ledger: readonly TrueEntry[];
  readonly events: readonly { readonly seq: number; readonly epoch: string; readonly payload: string }[];
}

type Query = <T>(sql: string, parameters: unknown[]) => Promise<T[]>;

/** Reads the tables past the product's code. An embedded database belongs to its process, which is stopped for it. */
export async function readTruth(server: TestServer, businessId: string): Promise<Truth> {
  const url = server.env.DATABASE_URL;
  if (url) {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return await readTables(async (sql, parameters) => (await client.query(sql, parameters)).rows, businessId);
    } finally {
      await client.end();
    }
  }
  await server.kill9();
  const lite = new PGlite(join(server.env.DATA_DIR ?? '', 'pg'));
  try {
    return await readTables(async <T>(sql: string, p: unknown[]) => (await lite.query<T>(sql, p)).rows, businessId);
  } finally {
    await lite.close();
  }
}

async function readTables(query: Query, businessId: string): Promise<Truth> {
  const [business] = await query<{ epoch: string; seq: number; floor: number }>(
    'select epoch, event_seq::int as seq, event_floor::int as floor from business where id = $1',
    [businessId],
  );
  if (!business) throw new Error('no such business');
  const reservations = await query<TrueReservation>(
    `select id, status, scan_count as "scanCount", version::int, business_day::text as "businessDay"
       from reservation where business_id = $1 order by id`,
    [businessId],
  );
  const ledger = await query<TrueEntry>(
    `select reservation_id as "reservationId", delta, nonce, seq::int
       from attendance_entry where business_id = $1 order by seq`,
    [businessId],
  );
  const events = await query<Truth['events'][number]>(
    'select seq::int, epoch, payload from reservation_event where business_id = $1 order by seq',
    [businessId],
  );
  return { ...business, reservations, ledger, events };
}
