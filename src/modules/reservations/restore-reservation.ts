import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { withReason } from '@/modules/audit/write-audit';
import { replacePass } from '@/modules/passes/issue-pass';
import { qrPass } from '@/modules/passes/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { ReservationAnswer } from './answers';
import { changeReservation, createdEvent } from './change';
import { requireCorrection } from './closed-night';
import { lockDeletable, type ReservationRow, requireVersion, showReservation, toReservation } from './rows';
import { closingStatus } from './rules';
import type { RemovalInput } from './schema';

/**
 * Restores a deleted reservation as it was; on a night that is over, it is closed as the end of the day would have
 * closed it. A reservation that is not deleted is returned unchanged. A revoked pass is replaced. Throws NIGHT_CLOSED
 * with what a correction `needs`, VERSION_CONFLICT, NOT_FOUND.
 */
export async function restoreReservation(ctx: Context, { id, reason }: RemovalInput): Promise<ReservationAnswer> {
  return transaction(async (tx) => {
    const before = await lockDeletable(tx, ctx.venue, id);
    if (before.deletedAt === null) return { reservation: showReservation(before, ctx.role), seq: before.version };
    requireVersion(ctx, before);
    const isCorrection = requireCorrection(ctx, before.businessDay, reason);
    const closed = { status: closingStatus(before.status) ?? before.status, closedAt: ctx.now };
    const fields = { deletedAt: null, ...(isCorrection ? closed : {}) };
    const restored = toReservation({ ...before, ...fields });
    const row = await changeReservation(tx, ctx, before, {
      fields,
      audit: { action: 'reservation.restored', before: null, after: withReason({ ...restored }, reason) },
      event: createdEvent(restored),
    });
    const answer = { reservation: showReservation(row, ctx.role), seq: row.version };
    if (await hasPass(tx, row)) return answer;
    await replacePass(tx, ctx, row);
    return { ...answer, passReplaced: true };
  });
}

async function hasPass(tx: Tx, { businessId, id }: ReservationRow): Promise<boolean> {
  const found = await tx
    .select({ id: qrPass.id })
    .from(qrPass)
    .where(and(eq(qrPass.businessId, businessId), eq(qrPass.reservationId, id), isNull(qrPass.revokedAt)));
  return found.length > 0;
}
