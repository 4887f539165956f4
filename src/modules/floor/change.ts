import { and, count, eq } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Author, Context } from '@/modules/access/context';
import { auditInsert } from '@/modules/audit/write-audit';
import type { Change } from '@/modules/events/change';
import { emit, type RowDraft } from '@/modules/events/emit';
import type { Tx } from '@/platform/db/client';
import { sqlState } from '@/platform/db/sql-state';
import { DomainError } from '@/platform/errors';
import type { Stranded } from './answers';
import { readBookings } from './read-bookings';
import { readPlan } from './read-plan';
import { type Plan, strandedBy } from './rules';

/** A row of a venue's plan as answers and events have it. */
export interface Shown {
  readonly id: string;
  readonly version: number;
}

type RowTable = PgTable & { readonly businessId: PgColumn; readonly id: PgColumn };

/** What the verbs know of one kind of row of a venue's plan. */
export interface Noun<Row extends Shown, S extends Shown> {
  readonly kind: string;
  readonly table: RowTable;
  /** How many a venue may have. */
  readonly most: number;
  readonly toShown: (row: Row) => S;
  readonly change: (tx: Tx, author: Author, before: Row, change: Change<Row, RowDraft>) => Promise<Row>;
  /** The plan with the row as it is after a write; without it where that is null. */
  readonly put: (plan: Plan, id: string, row: S | null) => Plan;
  /** Throws VALIDATION for a row that does not fit what the venue has. */
  readonly check: (plan: Plan, row: S) => void;
}

/** Whether a change is only asked about, and whether it is wanted although bookings do not fit it. */
export interface Decision {
  readonly preview: boolean;
  readonly confirm: boolean;
}

export const WANTED: Decision = { preview: false, confirm: true };

/**
 * The bookings that a change strands. Throws BOOKINGS_STRANDED with them where somebody wants it without having seen them, and
 * VALIDATION for a row that does not fit the plan.
 */
export async function judgeChange<Row extends Shown, S extends Shown>(
  tx: Tx,
  ctx: Context,
  noun: Noun<Row, S>,
  { id, row }: { readonly id: string; readonly row: S | null },
  { preview, confirm }: Decision,
): Promise<Stranded[]> {
  const before = await readPlan(tx, ctx);
  if (row) noun.check(before, row);
  const found = strandedBy(before, noun.put(before, id, row), await readBookings(tx, ctx), ctx.venue);
  const stranded = found.map(({ tableIds: _, ...booking }) => booking);
  if (stranded.length > 0 && !preview && !confirm) throw new DomainError('BOOKINGS_STRANDED', { extra: { stranded } });
  return stranded;
}

/** Locks a row until the transaction ends. Throws NOT_FOUND, and VERSION_CONFLICT with the current row. */
export async function lockRow<Row extends Shown, S extends Shown>(
  tx: Tx,
  { venue, request }: Context,
  { table, toShown }: Noun<Row, S>,
  id: string,
  strength: 'update' | 'no key update',
): Promise<Row> {
  const [found] = await tx
    .select()
    .from(table)
    .where(and(eq(table.businessId, venue.id), eq(table.id, id)))
    .for(strength);
  if (!found) throw new DomainError('NOT_FOUND');
  const row = found as Row;
  if (request.ifMatch !== undefined && request.ifMatch !== row.version)
    throw new DomainError('VERSION_CONFLICT', { extra: { current: toShown(row) } });
  return row;
}

/** Throws RATE_LIMITED while the venue has as many rows as it may. */
export async function requireRoom(
  tx: Tx,
  { venue }: Context,
  { table, most }: Pick<Noun<Shown, Shown>, 'table' | 'most'>,
): Promise<void> {
  const [found] = await tx.select({ rows: count() }).from(table).where(eq(table.businessId, venue.id));
  if ((found?.rows ?? 0) >= most) throw new DomainError('RATE_LIMITED');
}

/** Deletes a locked row, with its audit entry and event. Returns the event's number. */
export async function removeRow<Row extends Shown, S extends Shown>(
  tx: Tx,
  ctx: Context,
  { kind, table, toShown }: Noun<Row, S>,
  row: Row,
): Promise<number> {
  const { id } = row;
  await tx.delete(table).where(and(eq(table.businessId, ctx.venue.id), eq(table.id, id)));
  const audit = { action: `${kind}.deleted`, entity: kind, entityId: id, before: auditedOf(toShown(row)), after: null };
  const event: RowDraft = { type: `${kind}-changed`, id, row: null };
  return emit(tx, ctx.venue.id, event, { subject: { kind, id }, inserts: [auditInsert(ctx, audit)] });
}

/** What the audit says of a row. */
export function auditedOf<S extends Shown>({ id: _, version: __, ...fields }: S): Record<string, unknown> {
  return fields;
}

const UNIQUE_VIOLATION = '23505';

/** Runs a write of the plan; names are the only values that must be unique. Throws NAME_TAKEN. */
export async function withName<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw sqlState(error) === UNIQUE_VIOLATION ? new DomainError('NAME_TAKEN', { cause: error }) : error;
  }
}
