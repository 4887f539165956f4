import { and, eq } from 'drizzle-orm';
import { authorize, type Context, can } from '@/modules/access/context';
import { requireCorrection } from '@/modules/reservations/closed-night';
import { isDayVisible } from '@/modules/reservations/reads';
import { lockReservation, type ReservationRow, requireVersion } from '@/modules/reservations/rows';
import { nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ScanAnswer } from './answers';
import { hashEntry } from './nonces';
import { mayTakeBack } from './own-count';
import { type AttendanceRow, findEntryByNonce, recordEntry } from './record-entry';
import { type CountRefusal, recordRefusal, refuseCount } from './refuse-scan';
import { closedStatus, isOverCapacity } from './rules';
import { answerEntry } from './scan-answer';
import type { UndoAttendanceInput } from './schema';
import { attendanceEntry } from './tables';

/**
 * Takes one entry back by an entry of its own; again and again gives the first answer. A refusal by the rules of counting is
 * kept, then thrown: NOT_COUNTABLE with its `reason`, COUNT_BELOW_ZERO, CAPACITY, FORBIDDEN where it would take back what others
 * counted. Throws NOT_FOUND without such an entry, NOT_COUNTABLE for an undo, FORBIDDEN at the door for another's entry or
 * another night's, NIGHT_CLOSED with what a correction `needs`, VERSION_CONFLICT.
 */
export async function undoAttendance(ctx: Context, input: UndoAttendanceInput): Promise<ScanAnswer> {
  authorize(ctx, 'attendance.count');
  const outcome = await transaction((tx) => decide(tx, ctx, input));
  if ('refusal' in outcome) throw refuseCount(outcome);
  return outcome;
}

async function decide(tx: Tx, ctx: Context, input: UndoAttendanceInput): Promise<ScanAnswer | CountRefusal> {
  const row = await lockReservation(tx, ctx.venue, input.id);
  const undone = await findEntryByNonce(tx, ctx.venue.id, input.nonce);
  if (!undone || undone.reservationId !== row.id) throw new DomainError('NOT_FOUND');
  const mayUndoAny = can(ctx.role, 'attendance.undo-any');
  if (!mayUndoAny && undone.userId !== ctx.userId) throw new DomainError('FORBIDDEN');
  const first = await findUndo(tx, undone);
  // Before any other rule: an answer that was lost is given again, also when the night is over by then.
  if (first) return answerEntry(ctx, row, first, true);
  if (!mayUndoAny && !isDayVisible(ctx, row.businessDay)) throw new DomainError('FORBIDDEN');
  requireVersion(ctx, row);
  if (undone.method === 'UNDO') throw new DomainError('NOT_COUNTABLE');
  const isCorrection = requireCorrection(ctx, row.businessDay, input.reason);
  const entry = {
    delta: -undone.delta,
    nonce: `undo:${undone.id}`,
    requestHash: hashEntry('UNDO', row.id, -undone.delta),
    method: 'UNDO' as const,
    undoOf: undone.id,
    occurredAt: ctx.now,
    reason: input.reason ?? null,
  };
  const isOwn = await mayTakeBack(tx, ctx, row.id, entry.delta);
  const refusal = judgeUndo(ctx, row, entry.delta, isCorrection) ?? (isOwn ? null : 'FORBIDDEN');
  if (refusal) {
    const attempt = { ...entry, increment: entry.delta, gateId: undefined };
    await recordRefusal(tx, ctx, attempt, { refusal, row });
    return { refusal, row };
  }
  const recorded = await recordEntry(tx, ctx, row, entry, isCorrection);
  return answerEntry(ctx, recorded.row, recorded.entry, false);
}

/** Taking people out again is never refused for the day or the size; letting them in again is, as any count is. */
function judgeUndo({ venue, now }: Context, row: ReservationRow, delta: number, isCorrection: boolean) {
  const closed = closedStatus(isCorrection ? { ...row, closedAt: now } : row);
  if (closed) return closed;
  if (row.scanCount + delta < 0) return 'COUNT_BELOW_ZERO';
  if (delta > 0 && nightState(row.businessDay, now, venue) === 'ahead') return 'OTHER_DAY';
  return isOverCapacity(row, delta, venue.capacityPolicy) ? 'CAPACITY' : null;
}

async function findUndo(tx: Tx, { businessId, id }: AttendanceRow): Promise<AttendanceRow | undefined> {
  const [entry] = await tx
    .select()
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.undoOf, id)));
  return entry;
}
