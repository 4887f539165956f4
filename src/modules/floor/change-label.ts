import { and, eq, inArray } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { editFields } from '@/modules/reservations/change';
import { toReservation, tryLockReservation } from '@/modules/reservations/rows';
import { labelOf } from '@/modules/tables/rules';
import { diningTable } from '@/modules/tables/tables';
import type { DiningTable } from '@/modules/tables/wire';
import type { Tx } from '@/platform/db/client';
import { readBookings } from './read-bookings';

/** The bookings of a table that has another name show that one. */
export async function changeLabel(tx: Tx, ctx: Context, before: DiningTable, after: DiningTable): Promise<void> {
  if (before.name === after.name) return;
  for (const { id, tableIds } of (await readBookings(tx, ctx, after.id)).sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const isNamed = and(eq(diningTable.businessId, ctx.venue.id), inArray(diningTable.id, [...tableIds]));
    const names = await tx.select({ name: diningTable.name }).from(diningTable).where(isNamed);
    const row = await tryLockReservation(tx, ctx.venue, id);
    const tableName = labelOf(names.map(({ name }) => name));
    if (row) await editFields(tx, ctx, row, { ...toReservation(row), tableName });
  }
}
