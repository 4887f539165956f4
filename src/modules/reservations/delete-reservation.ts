import type { Author, Context } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ReservationAnswer } from './answers';
import { changeReservation } from './change';
import { requireCorrection } from './closed-night';
import { lockReservation, type ReservationRow, requireVersion, showReservation, toReservation } from './rows';
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
    const row = await removeReservation(tx, ctx, before, reason);
    return { reservation: showReservation(row, ctx.role), seq: row.version };
  });
}

/** Removes a locked reservation; the caller has decided that it may go. */
export function removeReservation(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  reason?: string,
): Promise<ReservationRow> {
  return changeReservation(tx, author, before, {
    fields: { deletedAt: author.now },
    audit: {
      action: 'reservation.deleted',
      before: { ...toReservation(before) },
      after: reason === undefined ? null : { reason },
    },
    event: {
      type: 'reservation-deleted',
      reservationId: before.id,
      businessDay: before.businessDay,
      customerName: before.customerName,
    },
  });
}
