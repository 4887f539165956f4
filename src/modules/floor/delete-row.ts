import { and, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/modules/access/context';
import { editFields } from '@/modules/reservations/change';
import { toReservation, tryLockReservation } from '@/modules/reservations/rows';
import type { RemovalOfRow } from '@/modules/tables/schema';
import { block, combination, diningTable } from '@/modules/tables/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { RowRemoved } from './answers';
import { judgeChange, lockRow, type Noun, removeRow, type Shown } from './change';
import { BLOCK, COMBINATION, TABLE } from './nouns';
import { readBookings } from './read-bookings';
import { writeRow } from './update-row';

/**
 * Removes a row from the plan of a venue with what stands on it: the blocks and the combinations of a table, whose bookings keep
 * its name as a label; the blocks of a zone, whose tables then are of none; the blocks of a service. Throws NOT_FOUND,
 * VERSION_CONFLICT, and BOOKINGS_STRANDED with the bookings that do not fit it.
 */
export function deleteRow<Row extends Shown, S extends Shown>(
  ctx: Context,
  noun: Noun<Row, S>,
  { id, preview, confirm }: RemovalOfRow,
): Promise<z.infer<typeof RowRemoved>> {
  return transaction(async (tx) => {
    const row = await lockRow(tx, ctx, noun, id, 'update');
    const stranded = await judgeChange(tx, ctx, noun, { id, row: null }, { preview, confirm });
    if (preview) return { id, stranded, seq: null };
    await removeDependants(tx, ctx, noun.kind, id);
    return { id, stranded, seq: await removeRow(tx, ctx, noun, row) };
  });
}

async function removeDependants(tx: Tx, ctx: Context, kind: string, id: string): Promise<void> {
  const { id: businessId } = ctx.venue;
  const blocks = { 'dining-table': block.tableId, zone: block.zoneId, service: block.serviceId }[kind];
  if (blocks) {
    const isOfIt = and(eq(block.businessId, businessId), eq(blocks, id));
    for (const each of await tx.select().from(block).where(isOfIt).for('update')) await removeRow(tx, ctx, BLOCK, each);
  }
  if (kind === 'dining-table') {
    await freeBookings(tx, ctx, id);
    const holds = and(eq(combination.businessId, businessId), sql`${id} = any (${combination.tableIds})`);
    const joined = await tx.select().from(combination).where(holds).for('update');
    for (const each of joined) await removeRow(tx, ctx, COMBINATION, each);
  }
  if (kind === 'zone') {
    const isInIt = and(eq(diningTable.businessId, businessId), eq(diningTable.zoneId, id));
    const tables = await tx.select().from(diningTable).where(isInIt).for('no key update');
    for (const each of tables) await writeRow(tx, ctx, TABLE, each, { zoneId: null });
  }
}

async function freeBookings(tx: Tx, ctx: Context, tableId: string): Promise<void> {
  const ids = (await readBookings(tx, ctx, tableId)).map(({ id }) => id).sort();
  for (const id of ids) {
    const row = await tryLockReservation(tx, ctx.venue, id);
    if (row) await editFields(tx, ctx, row, { ...toReservation(row), tableIds: null });
  }
}
