import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import { CANCELLED_BY_GUEST, writeStanding } from '@/modules/reservations/change';
import { lockReservation } from '@/modules/reservations/rows';
import { afterMove, mayCancelAsGuest, standingOf } from '@/modules/reservations/rules';
import { nightState } from '@/modules/venues/business-day';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { FoundPage } from './find-page';

/**
 * Cancels the reservation of the guest who has its link; one that is cancelled already stays so, since an answer may be lost. Throws
 * CANCELLATION_CLOSED for a party of which somebody has come, and after its night.
 */
export async function deleteBooking({ venue }: FoundPage, id: string, now: Date): Promise<void> {
  const author: Author = { venue, userId: null, requestId: randomUUID(), now };
  await transaction(async (tx) => {
    const row = await lockReservation(tx, venue, id);
    if (row.status === 'CANCELLED') return;
    if (!mayCancelAsGuest(row, nightState(row.businessDay, now, venue))) throw new DomainError('CANCELLATION_CLOSED');
    const standing = { ...standingOf(row), ...afterMove(row, 'CANCELLED') };
    await writeStanding(tx, author, row, standing, CANCELLED_BY_GUEST);
  });
}
