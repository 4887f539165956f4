import { randomUUID } from 'node:crypto';
import { and, eq, gt, inArray, lt, ne } from 'drizzle-orm';
import { lengthAt } from '@/modules/services/availability';
import { readServices } from '@/modules/services/reads';
import { diningTable, stay } from '@/modules/tables/tables';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { sqlState } from '@/platform/db/sql-state';
import { DomainError } from '@/platform/errors';
import type { ReservationRow } from './rows';
import { EXPECTED } from './rules';

/** Another plain stay overlaps, and a table or a reservation that is gone. */
const CONFLICTS: ReadonlySet<string | undefined> = new Set(['23P01', '23503']);

export interface GivenTables {
  readonly reservationId: string;
  readonly tableIds: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly pinned: boolean;
  readonly overrideId: string | null;
}

/** Whether the party is expected or present, and has tables. */
export function hasTables(row: ReservationRow): row is ReservationRow & { readonly tableIds: string[] } {
  const isThere = row.deletedAt === null && (EXPECTED as readonly string[]).includes(row.status);
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
  const rows = given.flatMap(({ tableIds, from, until, ...each }) =>
    tableIds.map((tableId) => ({
      ...{ ...each, businessId, tableId, id: randomUUID(), startsAt: new Date(from), endsAt: new Date(until) },
    })),
  );
  if (rows.length === 0) return;
  try {
    await tx.insert(stay).values(rows);
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
  venue: Venue,
  before: ReservationRow | null,
  after: ReservationRow,
): Promise<boolean> {
  if (!hasTables(after)) return true;
  const from = after.reservedAt.getTime();
  const isSame = before && hasTables(before) && before.reservedAt.getTime() === from;
  if (isSame && String(before.tableIds) === String(after.tableIds)) return true;
  const isOwn = and(eq(stay.businessId, venue.id), eq(stay.reservationId, after.id));
  const own = await tx.select().from(stay).where(isOwn);
  const stands = own.filter(({ tableId, startsAt }) => after.tableIds.includes(tableId) && startsAt.getTime() === from);
  if (stands.length === after.tableIds.length) return true;
  const until = from + lengthAt(await readServices(tx, venue.id), venue, from, after.guestCount);
  const taken = await tx
    .select({ id: stay.id })
    .from(stay)
    .where(
      and(
        ...[eq(stay.businessId, venue.id), ne(stay.reservationId, after.id)],
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
