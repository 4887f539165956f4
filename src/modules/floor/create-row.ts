import { randomUUID } from 'node:crypto';
import type { Context } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { Stranded } from './answers';
import { auditedOf, type Decision, judgeChange, type Noun, requireRoom, type Shown, WANTED, withName } from './change';

interface Made<S> {
  readonly row: S;
  readonly stranded: Stranded[];
}

/**
 * Adds a row to the plan of a venue, and says which bookings do not fit it. Throws NAME_TAKEN, VALIDATION, BOOKINGS_STRANDED
 * with the bookings, and RATE_LIMITED while the venue has too many.
 */
export function createRow<Row extends Shown, S extends Shown>(
  ctx: Context,
  noun: Noun<Row, S>,
  fields: Omit<Row, 'id' | 'businessId' | 'version'>,
  decision: Decision = WANTED,
): Promise<Made<S>> {
  return withName(transaction((tx) => addRow(tx, ctx, noun, fields, decision)));
}

/** The same as a part of a larger write. */
export async function addRow<Row extends Shown, S extends Shown>(
  tx: Tx,
  ctx: Context,
  noun: Noun<Row, S>,
  fields: Omit<Row, 'id' | 'businessId' | 'version'>,
  decision: Decision = WANTED,
): Promise<Made<S>> {
  const row = { ...fields, businessId: ctx.venue.id, id: randomUUID(), version: 0 } as unknown as Row;
  const { kind, table, toShown } = noun;
  await requireRoom(tx, ctx, noun);
  const stranded = await judgeChange(tx, ctx, noun, { id: row.id, row: toShown(row) }, decision);
  if (decision.preview) return { row: toShown(row), stranded };
  await tx.insert(table).values(row as never);
  const made = await noun.change(tx, ctx, row, {
    audit: { action: `${kind}.created`, before: null, after: auditedOf(toShown(row)) },
    event: { type: `${kind}-changed`, id: row.id, row: toShown(row) },
  });
  return { row: toShown(made), stranded };
}
