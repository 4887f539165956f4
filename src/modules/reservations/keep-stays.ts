import { randomUUID } from 'node:crypto';
import { and, eq, gt, inArray, isNull, lt, ne, or } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { lengthAt } from '@/modules/services/availability';
import { readServices } from '@/modules/services/reads';
import { deleteExpiredStays } from '@/modules/services/rows';
import { diningTable, stay } from '@/modules/tables/tables';
import type { Tx } from '@/platform/db/client';
import { sqlState } from '@/platform/db/sql-state';
import { DomainError } from '@/platform/errors';
import type { ReservationRow } from './rows';
import { EXPECTED } from './rules';

/** Another plain stay overlaps, and a table or a reservation that is gone. */
const CONFLICTS: ReadonlySet<string | undefined> = new Set(['23P01', '23503']);

interface TablesFor {
  readonly tableIds: readonly string[];
  readonly from: number;
  readonly until: number;
}

export interface GivenTables extends TablesFor {
  readonly reservationId: string;
  readonly pinned: boolean;
  readonly overrideId: string | null;
}

/** Whether the party is expected or present, has not left, and has tables. */
export function hasTables(row: ReservationRow): row is ReservationRow & { readonly tableIds: string[] } {
  const isThere = row.deletedAt === null && row.leftAt === null && (EXPECTED as readonly string[]).includes(row.status);
  return isThere && row.tableIds !== null && row.tableIds.length > 0;
}

/**
 * Gives reservations these tables instead of those that they have, all at once, so that two of them can change places. Throws
 * TABLE_TAKEN where one is not free.
 */
export async function writeStays(tx: Tx, businessId: string, given: readonly GivenTables[]): Promise<void> {
  await deleteStays(
    tx,
    businessId,
    given.map(({ reservationId }) => reservationId),
  );
  const rows = given.flatMap(({ reservationId, pinned, overrideId, ...each }) =>
    rowsOf(businessId, each).map((row) => ({ ...row, reservationId, pinned, overrideId })),
  );
  await insertStays(tx, rows);
}

/** Keeps tables for a hold. Throws TABLE_TAKEN where one is not free. */
export async function holdTables(tx: Tx, businessId: string, holdId: string, given: TablesFor): Promise<void> {
  await insertStays(
    tx,
    rowsOf(businessId, given).map((row) => ({ ...row, holdId })),
  );
}

function rowsOf(businessId: string, { tableIds, from, until }: TablesFor) {
  return tableIds.map((tableId) => ({
    ...{ businessId, tableId, id: randomUUID(), startsAt: new Date(from), endsAt: new Date(until) },
  }));
}

async function insertStays(tx: Tx, rows: readonly (typeof stay.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await tx.insert(stay).values([...rows]);
  } catch (error) {
    throw CONFLICTS.has(sqlState(error)) ? new DomainError('TABLE_TAKEN', { cause: error }) : error;
  }
}

export async function deleteStays(tx: Tx, businessId: string, reservationIds: readonly string[]): Promise<void> {
  if (reservationIds.length === 0) return;
  const isOfThem = inArray(stay.reservationId, [...reservationIds]);
  await tx.delete(stay).where(and(eq(stay.businessId, businessId), isOfThem));
}

/**
 * Before a reservation is written, `before` being null for one that no list has: gives it the tables that its row names, where its
 * stays do not say so already. The database itself ends the stays of a party that is not expected any more. Returns false where
 * the tables are somebody else's meanwhile.
 */
export async function keepStays(
  tx: Tx,
  { venue, now }: Pick<Author, 'venue' | 'now'>,
  before: ReservationRow | null,
  after: ReservationRow,
): Promise<boolean> {
  if (!hasTables(after)) return true;
  const from = after.reservedAt.getTime();
  const isSame = before && hasTables(before) && before.reservedAt.getTime() === from;
  if (isSame && String(before.tableIds) === String(after.tableIds)) return true;
  const isOwn = and(eq(stay.businessId, venue.id), eq(stay.reservationId, after.id));
  const own = await tx.select().from(stay).where(isOwn);
  // Who has sat down has the tables from then on, whatever the reserved time.
  const isInTime = (startsAt: Date) => after.seatedAt !== null || startsAt.getTime() === from;
  const stands = own.filter(({ tableId, startsAt }) => after.tableIds.includes(tableId) && isInTime(startsAt));
  if (stands.length === after.tableIds.length) return true;
  const until = from + lengthAt(await readServices(tx, venue.id), venue, from, after.guestCount);
  await deleteExpiredStays(tx, venue.id, now);
  const taken = await tx
    .select({ id: stay.id })
    .from(stay)
    .where(
      and(
        ...[eq(stay.businessId, venue.id), or(isNull(stay.reservationId), ne(stay.reservationId, after.id))],
        ...[
          inArray(stay.tableId, after.tableIds),
          lt(stay.startsAt, new Date(until)),
          gt(stay.endsAt, after.reservedAt),
        ],
      ),
    )
    .limit(1);
  if (taken.length > 0 || !(await areTables(tx, venue.id, after.tableIds))) return false;
  const { tableIds, id: reservationId } = after;
  await writeStays(tx, venue.id, [{ reservationId, tableIds, from, until, pinned: false, overrideId: null }]);
  return true;
}

async function areTables(tx: Tx, businessId: string, tableIds: readonly string[]): Promise<boolean> {
  const isNamed = and(eq(diningTable.businessId, businessId), inArray(diningTable.id, [...tableIds]));
  const found = await tx.select({ id: diningTable.id }).from(diningTable).where(isNamed);
  return found.length === tableIds.length;
}
