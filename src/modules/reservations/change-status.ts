import type { Context } from '@/modules/access/context';
import { replacePass } from '@/modules/passes/issue-pass';
import type { ReservationStatus } from '@/modules/reservations/wire';
import { nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ReservationAnswer } from './answers';
import { moveStatus } from './change';
import { requireCorrection } from './closed-night';
import { lockReservation, type ReservationRow, requireVersion, showReservation } from './rows';
import { allowedMoves, judgeMove, undoneCheckIn } from './rules';
import type { ChangeStatusInput } from './schema';

/**
 * Changes a reservation's status by the status machine, or undoes a manual check-in and restores exactly the status
 * before it. Reopening a cancelled reservation replaces its pass. Throws TRANSITION_NOT_ALLOWED, HAS_ARRIVALS and
 * OTHER_DAY with the `allowed` moves, FORBIDDEN for a reopening that the role may not do, NIGHT_CLOSED with what a
 * correction `needs`, VERSION_CONFLICT.
 */
export async function changeStatus(ctx: Context, input: ChangeStatusInput): Promise<ReservationAnswer> {
  return transaction(async (tx) => {
    const before = await lockReservation(tx, ctx.venue, input.id);
    requireVersion(ctx, before);
    const row =
      input.status === undefined
        ? await undoCheckIn(tx, ctx, before, input.reason)
        : await moveByHand(tx, ctx, before, input.status, input.reason);
    return answerMove(ctx, before, row);
  });
}

/** The answer to a write that may have changed a reservation's status manually. */
export function answerMove(ctx: Context, before: ReservationRow, row: ReservationRow): ReservationAnswer {
  const answer = { reservation: showReservation(row, ctx.role), seq: row.version };
  return isReopened(before, row) ? { ...answer, passReplaced: true } : answer;
}

/**
 * Changes the status of a locked row if the status machine, its night and the role allow it. Throws the same errors as
 * `changeStatus`.
 */
export async function moveByHand(
  tx: Tx,
  ctx: Context,
  before: ReservationRow,
  to: ReservationStatus,
  reason: string | undefined,
): Promise<ReservationRow> {
  const verdict = judgeMove(before, to, ctx.role, nightOf(ctx, before));
  switch (verdict) {
    case 'same':
      return before;
    case 'forbidden':
      throw new DomainError('FORBIDDEN');
    case 'has-arrivals':
      throw refuseMove(ctx, before, 'HAS_ARRIVALS');
    case 'other-day':
      throw refuseMove(ctx, before, 'OTHER_DAY');
    case 'not-allowed':
      throw refuseMove(ctx, before, 'TRANSITION_NOT_ALLOWED');
  }
  const isCorrection = requireCorrection(ctx, before.businessDay, reason);
  const row = await moveStatus(tx, ctx, before, to, isCorrection ? { closedAt: ctx.now } : {}, reason);
  if (isReopened(before, row)) await replacePass(tx, ctx, row);
  return row;
}

async function undoCheckIn(tx: Tx, ctx: Context, before: ReservationRow, reason: string | undefined) {
  if (before.status !== 'CHECKED_IN') throw refuseMove(ctx, before, 'TRANSITION_NOT_ALLOWED');
  if (before.scanCount > 0) throw refuseMove(ctx, before, 'HAS_ARRIVALS');
  const isCorrection = requireCorrection(ctx, before.businessDay, reason);
  const to = undoneCheckIn(before, isCorrection);
  return moveStatus(tx, ctx, before, to, isCorrection ? { closedAt: ctx.now } : {}, reason);
}

function isReopened(before: ReservationRow, row: ReservationRow): boolean {
  return before.status === 'CANCELLED' && row.status !== 'CANCELLED';
}

function refuseMove(ctx: Context, row: ReservationRow, code: 'HAS_ARRIVALS' | 'OTHER_DAY' | 'TRANSITION_NOT_ALLOWED') {
  return new DomainError(code, { extra: { allowed: allowedMoves(row, ctx.role, nightOf(ctx, row)) } });
}

function nightOf({ now, venue }: Context, { businessDay }: ReservationRow) {
  return nightState(businessDay, now, venue);
}
