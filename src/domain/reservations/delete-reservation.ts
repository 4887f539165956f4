import { emitReservationEvent } from '@/server/db/event-log';
import { transaction } from '@/server/db/transaction';
import { recordAudit } from '../audit';
import { revokePass } from '../passes/issue-pass';
import { authorize, type Context } from '../people/context';
import { lockReservation, requireVersion, showReservation, toReservation, writeReservation } from './rows';
import type { ReservationAnswer, ReservationId } from './schema';

/** Takes a reservation out of the lists and revokes its pass; its history stays. Throws NOT_FOUND the second time. */
export async function deleteReservation(ctx: Context, { id }: ReservationId): Promise<ReservationAnswer> {
  authorize(ctx, 'reservations.write');
  return transaction(async (tx) => {
    const before = await lockReservation(tx, ctx.venue, id);
    requireVersion(ctx, before);
    const row = await writeReservation(tx, ctx.venue, id, { deletedAt: ctx.now });
    await revokePass(tx, ctx, id);
    await recordAudit(tx, ctx, {
      action: 'reservation.deleted',
      entity: 'reservation',
      entityId: id,
      before: { ...toReservation(before) },
      after: null,
    });
    const version = await emitReservationEvent(tx, ctx.venue.id, {
      type: 'reservation-deleted',
      reservationId: id,
      businessDay: row.businessDay,
      customerName: row.customerName,
    });
    return { reservation: showReservation({ ...row, version }, ctx.role), seq: version };
  });
}
