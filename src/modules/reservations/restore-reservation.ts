import { and, eq, isNull } from 'drizzle-orm';
import { authorize, type Context } from '@/modules/access/context';
import { recordAudit, withReason } from '@/modules/audit/write-audit';
import { issuePass } from '@/modules/passes/issue-pass';
import { qrPass } from '@/modules/passes/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { ReservationAnswer } from './answers';
import { requireCorrection } from './closed-night';
import { createdEvent } from './emit-change';
import { emitReservationEvent } from './event-log';
import { lockDeletable, type ReservationRow, requireVersion, showReservation, toReservation } from './rows';
import { closingStatus } from './rules';
import type { RemovalInput } from './schema';

/**
 * Brings a deleted reservation back as it was; on a night that is over, closed as the end of the day would have closed it. One
 * that is not deleted is answered as it is. A pass that was revoked is replaced. Throws NIGHT_CLOSED with what a correction
 * `needs`, VERSION_CONFLICT, NOT_FOUND.
 */
export async function restoreReservation(ctx: Context, { id, reason }: RemovalInput): Promise<ReservationAnswer> {
  authorize(ctx, 'reservations.write');
  return transaction(async (tx) => {
    const before = await lockDeletable(tx, ctx.venue, id);
    if (before.deletedAt === null) return { reservation: showReservation(before, ctx.role), seq: before.version };
    requireVersion(ctx, before);
    const isCorrection = requireCorrection(ctx, before.businessDay, reason);
    const closed = { status: closingStatus(before.status) ?? before.status, closedAt: ctx.now };
    const changes = { deletedAt: null, ...(isCorrection ? closed : {}) };
    const row = { ...before, ...changes };
    const passReplaced = !(await hasPass(tx, row));
    if (passReplaced) await issuePass(tx, ctx, row);
    const version = await tellOfRestored(tx, ctx, row, changes, reason);
    const answer = { reservation: showReservation({ ...row, version }, ctx.role), seq: version };
    return passReplaced ? { ...answer, passReplaced } : answer;
  });
}

async function tellOfRestored(
  tx: Tx,
  ctx: Context,
  row: ReservationRow,
  changes: Partial<ReservationRow>,
  reason: string | undefined,
): Promise<number> {
  const restored = toReservation(row);
  await recordAudit(tx, ctx, {
    action: 'reservation.restored',
    entity: 'reservation',
    entityId: row.id,
    before: null,
    after: withReason({ ...restored }, reason),
  });
  return emitReservationEvent(tx, ctx.venue.id, createdEvent(restored), { changes });
}

async function hasPass(tx: Tx, { businessId, id }: ReservationRow): Promise<boolean> {
  const found = await tx
    .select({ id: qrPass.id })
    .from(qrPass)
    .where(and(eq(qrPass.businessId, businessId), eq(qrPass.reservationId, id), isNull(qrPass.revokedAt)));
  return found.length > 0;
}
