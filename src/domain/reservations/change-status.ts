import type { ReservationStatus } from '@/realtime/protocol/reservation';
import { transaction } from '@/server/db/transaction';
import { DomainError } from '../errors';
import { issuePass } from '../passes/issue-pass';
import { authorize, type Context } from '../people/context';
import { moveStatus } from './emit-change';
import { lockReservation, type ReservationRow, requireVersion, showReservation } from './rows';
import { allowedMoves, judgeMove } from './rules';
import type { ChangeStatusInput, ReservationAnswer } from './schema';

/**
 * Moves a reservation by the status machine. Reopening a cancelled one replaces its pass. Throws TRANSITION_NOT_ALLOWED with
 * the moves that the caller may make, FORBIDDEN for a reopening that the role may not do, VERSION_CONFLICT.
 */
export async function changeStatus(ctx: Context, { id, status }: ChangeStatusInput): Promise<ReservationAnswer> {
  authorize(ctx, 'reservations.write');
  return transaction(async (tx) => {
    const before = await lockReservation(tx, ctx.venue, id);
    requireVersion(ctx, before);
    const row = requireMove(ctx, before, status) ? await moveStatus(tx, ctx, before, status) : before;
    if (before.status === 'CANCELLED' && row.status !== 'CANCELLED') await issuePass(tx, ctx, row);
    return { reservation: showReservation(row, ctx.role), seq: row.version };
  });
}

/** Whether there is something to move. Throws when the move is not allowed. */
export function requireMove(ctx: Context, row: ReservationRow, to: ReservationStatus): boolean {
  const verdict = judgeMove(row.status, to, ctx.role);
  if (verdict === 'forbidden') throw new DomainError('FORBIDDEN');
  if (verdict === 'not-allowed') {
    throw new DomainError('TRANSITION_NOT_ALLOWED', { extra: { allowed: allowedMoves(row.status, ctx.role) } });
  }
  return verdict === 'ok';
}
