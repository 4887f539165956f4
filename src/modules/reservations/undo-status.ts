import { and, eq, inArray } from 'drizzle-orm';
import * as z from 'zod';
import type { Context } from '@/modules/access/context';
import { auditEntry } from '@/modules/audit/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ReservationAnswer } from './answers';
import { STATUS_CHANGED, STATUS_UNDONE, writeStanding } from './change';
import { requireCorrection } from './closed-night';
import { lockReservation, type ReservationRow, requireVersion, showReservation } from './rows';
import { closingStatus, type StandingFields, standingOf } from './rules';
import type { UndoStatusInput } from './schema';
import { STATUSES } from './tables';

/** A status change can be undone for this many milliseconds. */
const UNDO_MS = 10 * 60_000;

const Status = z.enum(STATUSES);
/** The fields of a row as an audit entry holds them. */
const Standing = z.object({
  status: Status,
  statusBeforeCheckIn: Status.nullable(),
  countedFrom: Status.nullable(),
  closedAt: z.coerce.date().nullable(),
});

/**
 * Takes back the last change of a reservation, where that was a change of its status alone, made by the same member at
 * most 10 minutes ago: the status is exactly what it was. The pass stays as it is, so the pass of a reservation that was
 * cancelled by mistake opens the door again. Throws UNDO_EXPIRED for any other last change, NIGHT_CLOSED with what a
 * correction `needs`, VERSION_CONFLICT, NOT_FOUND.
 */
export async function undoStatus(ctx: Context, { id, reason }: UndoStatusInput): Promise<ReservationAnswer> {
  return transaction(async (tx) => {
    const row = await lockReservation(tx, ctx.venue, id);
    requireVersion(ctx, row);
    const before = await findUndoable(tx, ctx, row);
    if (!before) throw new DomainError('UNDO_EXPIRED');
    const isCorrection = requireCorrection(ctx, row.businessDay, reason);
    // The end of the night applies to a row that was still open before the change.
    const standing =
      isCorrection && before.closedAt === null
        ? { ...before, status: closingStatus(before.status) ?? before.status, closedAt: ctx.now }
        : before;
    const undone = await writeStanding(tx, ctx, row, standing, STATUS_UNDONE, reason);
    return { reservation: showReservation(undone, ctx.role), seq: undone.version };
  });
}

/** The row's status before its last change, with what belongs to it; null when that change may not be undone. */
async function findUndoable(tx: Tx, ctx: Context, row: ReservationRow): Promise<StandingFields | null> {
  const last = String(row.version);
  const previous = String(row.version - 1);
  const entries = await tx
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.businessId, ctx.venue.id), inArray(auditEntry.id, [last, previous])));
  const made = entries.find((entry) => entry.id === last);
  if (made?.action !== STATUS_CHANGED || made.entityId !== row.id || made.userId !== ctx.userId) return null;
  if (ctx.now.getTime() - made.at.getTime() > UNDO_MS) return null;
  // A status that changed with the plan, such as on a new day, is not a change of its own.
  if (entries.some((entry) => entry.id === previous && entry.requestId === made.requestId)) return null;
  // The entry has the fields that changed; the others are still as they were.
  const before = Standing.safeParse({ ...standingOf(row), ...(made.before as object | null) });
  return before.success ? before.data : null;
}
