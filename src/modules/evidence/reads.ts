import { and, asc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { attendanceEntry } from '@/modules/attendance/tables';
import { readEntry } from '@/modules/custody/read-entry';
import { custodyEntry } from '@/modules/custody/tables';
import { gate } from '@/modules/gates/tables';
import { reservation } from '@/modules/reservations/tables';
import type { Database, Tx } from '@/platform/db/client';
import type { Evidence } from './csv';

export type Reader = Tx | Database;
export type Entry = typeof attendanceEntry.$inferSelect;
export type Kept = typeof custodyEntry.$inferSelect;

interface Range {
  readonly day: string;
  /** Numbers of the log: the first is excluded. */
  readonly after: number;
  readonly until: number;
  readonly limit: number;
}

/** The rows of a part of a night's ledger, in the order of the log. */
export function readEntries(on: Reader, { venue }: Context, { day, after, until, limit }: Range): Promise<Entry[]> {
  // Entries of nights from before the ledger named its night have that of their reservation.
  const ofNight = on
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), eq(reservation.businessDay, day)));
  return on
    .select()
    .from(attendanceEntry)
    .where(
      and(
        eq(attendanceEntry.businessId, venue.id),
        or(
          eq(attendanceEntry.businessDay, day),
          and(isNull(attendanceEntry.businessDay), inArray(attendanceEntry.reservationId, ofNight)),
        ),
        gt(attendanceEntry.seq, after),
        lte(attendanceEntry.seq, until),
      ),
    )
    .orderBy(asc(attendanceEntry.seq), asc(attendanceEntry.id))
    .limit(limit);
}

/** A part of a night's ledger in the order of the log, after one number and up to another. */
export async function readEvidence(on: Reader, ctx: Context, range: Range): Promise<Evidence[]> {
  const entries = await readEntries(on, ctx, range);
  const words = await readWords(on, ctx, entries);
  return entries.map((entry) => toEvidence(entry, words));
}

/** What phones delivered of a night and nobody has counted. */
export async function readHeld(on: Reader, ctx: Context, day: string): Promise<Evidence[]> {
  const rows = await on
    .select()
    .from(custodyEntry)
    .where(
      and(eq(custodyEntry.businessId, ctx.venue.id), eq(custodyEntry.businessDay, day), eq(custodyEntry.state, 'HELD')),
    )
    .orderBy(asc(custodyEntry.receivedAt), asc(custodyEntry.nonce));
  return rows.map(toHeld);
}

interface Words {
  readonly codes: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly gates: ReadonlyMap<string, string>;
  readonly kept: ReadonlyMap<string, Kept>;
}

/** Read apart: joined, a planner without statistics of a new night compares all rows with all. */
async function readWords(on: Reader, { venue }: Context, entries: readonly Entry[]): Promise<Words> {
  const some = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  const [ids, userIds, nonces] = [
    some(entries.map(({ reservationId }) => reservationId)),
    some(entries.map(({ userId }) => userId)),
    entries.map(({ nonce }) => nonce),
  ];
  const codes = await on
    .select({ id: reservation.id, name: reservation.code })
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), inArray(reservation.id, ids)));
  const names = await on.select({ id: user.id, name: user.name }).from(user).where(inArray(user.id, userIds));
  const gates = await on.select({ id: gate.id, name: gate.name }).from(gate).where(eq(gate.businessId, venue.id));
  const byId = (rows: readonly { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  return {
    ...{ codes: byId(codes), names: byId(names), gates: byId(gates) },
    kept: await readKept(on, venue.id, nonces),
  };
}

/** What phones delivered of entries that are counted, by the nonce. */
export async function readKept(on: Reader, businessId: string, nonces: readonly string[]) {
  const rows = await on
    .select()
    .from(custodyEntry)
    .where(
      and(
        eq(custodyEntry.businessId, businessId),
        inArray(custodyEntry.nonce, [...nonces]),
        eq(custodyEntry.state, 'ACCEPTED'),
      ),
    );
  return new Map(rows.map((row) => [row.nonce, row]));
}

function toEvidence(entry: Entry, { codes, names, gates, kept }: Words): Evidence {
  const { id, nonce, seq, flow, kind, delta, method, gateId, category, forced, reason, undoOf, userId } = entry;
  const delivered = kept.get(nonce);
  return {
    ...{ state: 'COUNTED', seq, id, nonce, flow, kind, delta, method, gateId, category, forced, reason, undoOf },
    occurredAt: entry.occurredAt.toISOString(),
    receivedAt: entry.receivedAt.toISOString(),
    deviceAt: delivered ? deviceTimeOf(delivered) : null,
    gate: gateId === null ? null : (gates.get(gateId) ?? null),
    reservation: entry.reservationId === null ? null : (codes.get(entry.reservationId) ?? null),
    ...{ by: userId, byName: userId === null ? null : (names.get(userId) ?? null) },
    ...{ deliveredBy: delivered?.sentBy ?? null, deviceId: delivered?.deviceId ?? null },
  };
}

function toHeld(row: Kept): Evidence {
  const entry = entryOf(row);
  return {
    ...{ state: 'HELD', seq: null, id: null, nonce: row.nonce, reason: row.reason },
    ...{ occurredAt: row.at.toISOString(), receivedAt: row.receivedAt.toISOString(), deviceAt: entry?.at ?? null },
    ...{ flow: entry?.flow ?? null, kind: entry?.kind ?? null, delta: entry?.delta ?? null, method: null },
    ...{ gateId: entry?.gateId ?? null, gate: null, category: entry?.category ?? null, reservation: null },
    ...{ by: entry?.actor ?? null, byName: null, deliveredBy: row.sentBy, deviceId: row.deviceId },
    ...{ forced: null, undoOf: entry?.undoOf ?? null },
  };
}

const deviceTimeOf = (row: Kept) => entryOf(row)?.at ?? null;

/** What a phone said of an entry; undefined for what cannot be read. */
export function entryOf({ content }: Kept) {
  try {
    return readEntry(JSON.parse(content)).entry;
  } catch {
    return undefined;
  }
}
