import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import { CANCELLED_BY_GUEST, writeStanding } from '@/modules/reservations/change';
import { tryLockReservation } from '@/modules/reservations/rows';
import { afterMove, mayCancelAsGuest, standingOf } from '@/modules/reservations/rules';
import { nightState } from '@/modules/venues/business-day';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { findPass, isOfParty, isUsable } from './find-pass';

/**
 * Cancels the reservation of the guest who holds the pass. Screens of the venue show it at once, and the history says
 * that the guest did it; the venue alone opens it again. A reservation that is cancelled already stays so, since an
 * answer may be lost. Throws NOT_FOUND for a pass that no venue signed, CANCELLATION_CLOSED for one that opens nothing or
 * is that of one person, for a party of which somebody has come, and after its night.
 */
export async function recordCancellation(text: string, now: Date): Promise<void> {
  const presented = await findPass(text, now);
  if (!presented) throw new DomainError('NOT_FOUND');
  const { venue } = presented;
  await transaction(async (tx) => {
    const row = await tryLockReservation(tx, venue, presented.row.id);
    const found = row && (await findPass(text, now, tx));
    if (found?.valid === 'cancelled') return;
    if (!found || !isUsable(found.valid) || !isOfParty(found)) throw new DomainError('CANCELLATION_CLOSED');
    if (!mayCancelAsGuest(row, nightState(row.businessDay, now, venue))) throw new DomainError('CANCELLATION_CLOSED');
    const author: Author = { venue, userId: null, requestId: randomUUID(), now };
    const standing = { ...standingOf(row), ...afterMove(row, 'CANCELLED') };
    await writeStanding(tx, author, row, standing, CANCELLED_BY_GUEST);
  });
}
