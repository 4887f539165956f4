import { authorize, type Context } from '@/modules/access/context';
import { recordAudit } from '@/modules/audit/write-audit';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ReservationAnswer } from './answers';
import { requireCorrection } from './closed-night';
import { emitReservationEvent } from './event-log';
import { lockReservation, requireVersion, showReservation, toReservation, writeReservation } from './rows';
import type { RemovalInput } from './schema';

/**
 * Takes a reservation out of the lists; its history stays, and it can be restored. Throws HAS_ARRIVALS when people have been
 * counted, NIGHT_CLOSED with what a correction `needs`, NOT_FOUND the second time.
 */
export async function deleteReservation(ctx: Context, { id, reason }: RemovalInput): Promise<ReservationAnswer> {
  authorize(ctx, 'reservations.write');
  return transaction(async (tx) => {
    const before = await lockReservation(tx, ctx.venue, id);
    requireVersion(ctx, before);
    if (before.scanCount > 0) throw new DomainError('HAS_ARRIVALS');
    requireCorrection(ctx, before.businessDay, reason);
    const row = await writeReservation(tx, ctx.venue, id, { deletedAt: ctx.now });
    await recordAudit(tx, ctx, {
      action: 'reservation.deleted',
      entity: 'reservation',
      entityId: id,
      before: { ...toReservation(before) },
      after: reason === undefined ? null : { reason },
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
