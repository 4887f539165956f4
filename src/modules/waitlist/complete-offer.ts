import type { Author } from '@/modules/access/context';
import { completeHold } from '@/modules/booking/complete-hold';
import { onlineBooking } from '@/modules/booking/tables';
import { BOOKED_BY_GUEST } from '@/modules/reservations/insert-reservation';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { changeEntry } from './change';
import { offerSecret } from './entry-link';
import { type EntryRow, requireState } from './rows';

/**
 * Makes the time that is kept for a locked entry its reservation; an entry that has become one already stays as it is. `seen` is when
 * the offer was made that the party answers. Throws HOLD_EXPIRED, ENTRY_CLOSED for an offer that another one has replaced and for a
 * party without one, and SLOT_TAKEN where the venue has closed the time meanwhile.
 */
export async function completeOffer(tx: Tx, author: Author, row: EntryRow, seen?: number): Promise<EntryRow> {
  if (row.state === 'ACCEPTED') return row;
  if (row.state === 'OFFERED' && row.offerExpiresAt !== null && row.offerExpiresAt <= author.now)
    throw new DomainError('HOLD_EXPIRED');
  requireState(row, author.now, (state) => state === 'OFFERED');
  const { offeredAt } = row;
  if (!offeredAt || (seen !== undefined && seen !== offeredAt.getTime()))
    throw new DomainError('ENTRY_CLOSED', { extra: { state: row.state } });
  const { customerName, customerPhone, customerEmail, notes } = row;
  const guest = { customerName, customerPhone, customerEmail, notes };
  const isGuest = author.userId === null;
  const made = await completeHold(
    ...([tx, author, offerSecret(row.id, offeredAt), guest] as const),
    isGuest ? BOOKED_BY_GUEST : 'reservation.created',
  );
  // What the party accepted when it joined belongs to its booking now.
  if (row.policyVersion !== null && !made.replayed)
    await tx.insert(onlineBooking).values({
      ...{ businessId: row.businessId, reservationId: made.row.id, policyVersion: row.policyVersion },
      ...{ locale: row.locale, acceptedAt: row.createdAt, marketingAt: null },
    });
  const fields: Partial<EntryRow> = { state: 'ACCEPTED', reservationId: made.row.id };
  return changeEntry(tx, author, row, { fields, action: 'waitlist.accepted' });
}
