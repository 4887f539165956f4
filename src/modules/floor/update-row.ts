import { isDeepStrictEqual } from 'node:util';
import type { Context } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { Stranded } from './answers';
import { type Decision, judgeChange, lockRow, type Noun, type Shown, withName } from './change';

interface Changed<S> {
  readonly row: S;
  readonly stranded: Stranded[];
}

/** What a change brings about in other rows, in its transaction. */
type Consequences<S> = (tx: Tx, ctx: Context, before: S, after: S) => Promise<void>;

/**
 * Changes a row of the plan of a venue, on every screen within a second, and says which bookings do not fit it any more. When nothing
 * differs, nothing is written. Throws NOT_FOUND, VERSION_CONFLICT, NAME_TAKEN, VALIDATION, and BOOKINGS_STRANDED with the bookings.
 */
export function updateRow<Row extends Shown, S extends Shown>(
  ctx: Context,
  noun: Noun<Row, S>,
  { id, preview, confirm, ...given }: { readonly id: string } & Decision & Readonly<Record<string, unknown>>,
  consequences?: Consequences<S>,
): Promise<Changed<S>> {
  return withName(
    transaction(async (tx) => {
      const before = await lockRow(tx, ctx, noun, id, 'no key update');
      const fields = differing(before, given);
      const wanted = noun.toShown({ ...before, ...fields });
      if (Object.keys(fields).length === 0) return { row: wanted, stranded: [] };
      const stranded = await judgeChange(tx, ctx, noun, { id, row: wanted }, { preview, confirm });
      if (preview) return { row: wanted, stranded };
      const after = noun.toShown(await writeRow(tx, ctx, noun, before, fields));
      await consequences?.(tx, ctx, noun.toShown(before), after);
      return { row: after, stranded };
    }),
  );
}

/** Writes fields of a locked row, with its audit entry and event. */
export function writeRow<Row extends Shown, S extends Shown>(
  tx: Tx,
  ctx: Context,
  { kind, change, toShown }: Noun<Row, S>,
  before: Row,
  fields: Partial<Row>,
): Promise<Row> {
  const names = Object.keys(fields) as (keyof Row)[];
  const was = Object.fromEntries(names.map((name) => [name, before[name]]));
  return change(tx, ctx, before, {
    fields,
    audit: { action: `${kind}.updated`, before: was, after: { ...fields } },
    event: { type: `${kind}-changed`, id: before.id, row: toShown({ ...before, ...fields }) },
  });
}

function differing<Row extends Shown>(before: Row, given: Readonly<Record<string, unknown>>): Partial<Row> {
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  const changed = names.filter((name) => !isDeepStrictEqual(given[name], before[name as keyof Row]));
  return Object.fromEntries(changed.map((name) => [name, given[name]])) as Partial<Row>;
}
