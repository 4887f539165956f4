import type { Context } from '@/modules/access/context';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ReservationAnswer } from './answers';
import { changeReservation } from './change';
import { requireCorrection } from './closed-night';

import { lockReservation, requireVersion, showReservation, toReservation } from './rows';
import type { RemovalInput } from './schema';

/**
 * Removes a reservation from the lists; its history stays, and it can be restored. Throws HAS_ARRIVALS when people have
 * been counted, NIGHT_CLOSED with what a correction `needs`, NOT_FOUND the second time.
 */
export async function deleteReservation(ctx: Context, { id, reason }: RemovalInput): Promise<ReservationAnswer> {
  return transaction(async (tx) => {
    const before = await lockReservation(tx, ctx.venue, id);
    requireVersion(ctx, before);
    if (before.scanCount > 0) throw new DomainError('HAS_ARRIVALS');
    requireCorrection(ctx, before.businessDay, reason);
    const row = await changeReservation(tx, ctx, before, {
      fields: { deletedAt: ctx.now },
      audit: {
        action: 'reservation.deleted',
        before: { ...toReservation(before) },
        after: reason === undefined ? null : { reason },
      },
      event: {
        type: 'reservation-deleted',
        reservationId: id,
        businessDay: before.businessDay,
        customerName: before.customerName,
      },
    });
    return { reservation: showReservation(row, ctx.role), seq: row.version };
  });
}
