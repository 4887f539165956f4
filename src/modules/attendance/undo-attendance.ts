import { type Context, can } from '@/modules/access/context';
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
import { readOutside } from './reads';
import { type AttendanceRow, findEntryByNonce, findUndo, recordEntry } from './record-entry';
import { recordFlow } from './record-flow';
import { type CountRefusal, recordRefusal, refuseCount } from './refuse-scan';
import { closedStatus, isOverCapacity } from './rules';
import { answerEntry } from './scan-answer';
import type { UndoAttendanceInput } from './schema';

/**
 * Reverses one entry by a new entry; a repeated request gets the first answer. A refusal by the rules of counting is
 * recorded, then thrown: NOT_COUNTABLE with its `reason`, COUNT_BELOW_ZERO, CAPACITY, FORBIDDEN where it would remove
 * people whom others counted. Throws NOT_FOUND without such an entry, NOT_COUNTABLE for an undo, FORBIDDEN at the door
 * for another member's entry or another night's, NIGHT_CLOSED with what a correction `needs`, VERSION_CONFLICT.
 */
export async function undoAttendance(ctx: Context, input: UndoAttendanceInput): Promise<ScanAnswer> {
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
  // This comes before any other rule: a repeated request gets the first answer again, even when the night is over by
  // then.
  if (first) return answerEntry(ctx, row, first, true);
  if (!mayUndoAny && !isDayVisible(ctx, row.businessDay)) throw new DomainError('FORBIDDEN');
  requireVersion(ctx, row);
  // An undo that the version before wrote has no kind of its own.
  if (undone.method === 'UNDO') throw new DomainError('NOT_COUNTABLE');
  const isCorrection = requireCorrection(ctx, row.businessDay, input.reason);
  const entry = {
    delta: -undone.delta,
    nonce: `undo:${undone.id}`,
    requestHash: hashEntry('UNDO', row.id, -undone.delta),
    method: 'UNDO' as const,
    undoOf: undone.id,
    person: undone.person,
    gateId: undone.gateId,
    occurredAt: ctx.now,
    reason: input.reason ?? null,
  };
  const outside = await readOutside(tx, ctx.venue.id, row.id);
  const refusal =
    undone.kind === 'FIRST'
      ? await judgeArrival(tx, ctx, row, entry.delta, outside, isCorrection)
      : judgeFlow(row, undone, outside);
  if (refusal) {
    const attempt = { ...entry, requestHash: null, increment: entry.delta, gateId: undone.gateId ?? undefined };
    await recordRefusal(tx, ctx, attempt, { refusal, row });
    return { refusal, row };
  }
  if (undone.kind !== 'FIRST') {
    const { flow, businessDay } = undone;
    const written = {
      ...entry,
      flow,
      kind: 'UNDO',
      forced: false,
      businessDay: businessDay ?? row.businessDay,
    } as const;
    return answerEntry(ctx, row, await recordFlow(tx, ctx, row, written), false);
  }
  const recorded = await recordEntry(tx, ctx, row, entry, { isCorrection });
  return answerEntry(ctx, recorded.row, recorded.entry, false);
}

/** Removing people is never refused because of the day or the party size; adding them again can be, like any count. */
async function judgeArrival(
  tx: Tx,
  ctx: Context,
  row: ReservationRow,
  delta: number,
  outside: number,
  isCorrection: boolean,
): Promise<CountRefusal['refusal'] | null> {
  const { venue, now } = ctx;
  const closed = closedStatus(isCorrection ? { ...row, closedAt: now } : row);
  if (closed) return closed;
  // Whoever has left had arrived.
  if (row.scanCount + delta < (delta < 0 ? outside : 0)) return 'COUNT_BELOW_ZERO';
  if (delta > 0 && nightState(row.businessDay, now, venue) === 'ahead') return 'OTHER_DAY';
  if (isOverCapacity(row, delta, venue.capacityPolicy)) return 'CAPACITY';
  return (await mayTakeBack(tx, ctx, row.id, delta)) ? null : 'FORBIDDEN';
}

/** People whose exit is undone have not come back by another entry, and those whose return is undone had arrived. */
function judgeFlow({ scanCount }: ReservationRow, { flow, delta }: AttendanceRow, outside: number) {
  const after = outside + (flow === 'OUT' ? -delta : delta);
  return after < 0 || after > scanCount ? 'COUNT_BELOW_ZERO' : null;
}
