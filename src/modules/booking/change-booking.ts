import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import { moveValidity } from '@/modules/passes/issue-pass';
import { editFields } from '@/modules/reservations/change';
import { labelFor, lockNightsOf } from '@/modules/reservations/choose-seating';
import { findTimes } from '@/modules/reservations/find-slots';
import { writeStays } from '@/modules/reservations/keep-stays';
import { readFacts } from '@/modules/reservations/read-facts';
import { lockReservation, type ReservationRow, toReservation } from '@/modules/reservations/rows';
import { mayCancelAsGuest } from '@/modules/reservations/rules';
import { lengthAt, prepare } from '@/modules/services/availability';
import { readServices } from '@/modules/services/reads';
import { businessDayOf, nightState } from '@/modules/venues/business-day';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { type FoundPage, requireParty } from './find-page';

/** The action of the audit entry of a change that the guest made by the link of their booking. */
export const CHANGED_BY_GUEST = 'reservation.changed-by-guest';

/**
 * Gives the guest of a booking another time or another number of people, by the function that offers them; their own tables count as
 * free. Throws BOOKING_CLOSED where the venue takes no bookings, CANCELLATION_CLOSED for a party that is not expected any more,
 * PARTY_TOO_LARGE, SLOT_TAKEN with the nearest times.
 */
export async function changeBooking(
  found: FoundPage,
  id: string,
  wanted: { readonly at: Date; readonly party: number },
  now: Date,
): Promise<ReservationRow> {
  const { venue, page } = found;
  if (!page.open) throw new DomainError('BOOKING_CLOSED');
  requireParty(found, wanted.party);
  const author: Author = { venue, userId: null, requestId: randomUUID(), now };
  return transaction(async (tx) => {
    await lockNightsOf(tx, author, id, wanted.at.toISOString());
    const before = await lockReservation(tx, venue, id);
    if (!mayCancelAsGuest(before, nightState(before.businessDay, now, venue)))
      throw new DomainError('CANCELLATION_CLOSED');
    const { at, party } = wanted;
    if (at.getTime() === before.reservedAt.getTime() && party === before.guestCount) return before;
    const businessDay = businessDayOf(at, venue);
    const query = { day: businessDay, party, channel: 'ONLINE' as const, now, around: at };
    const { slots, nearest } = await findTimes(tx, venue, query, id);
    const [option] = slots.find((slot) => Date.parse(slot.at) === at.getTime())?.options ?? [];
    if (!option) throw new DomainError('SLOT_TAKEN', { extra: { nearest } });
    const tableIds = [...option.tableIds];
    const services = await readServices(tx, venue.id);
    const until = at.getTime() + lengthAt(services, venue, at.getTime(), party);
    const given = { reservationId: id, tableIds, from: at.getTime(), until, pinned: false, overrideId: null };
    await writeStays(tx, venue.id, [given]);
    const fields = {
      ...toReservation(before),
      ...{ reservedAt: at.toISOString(), businessDay, guestCount: party, lateMinutes: null, onWayAt: null },
      tableIds: tableIds.length === 0 ? null : tableIds,
      tableName: labelFor(prepare(await readFacts(tx, author, businessDay), businessDay), tableIds),
    };
    const row = await editFields(tx, author, before, fields, undefined, CHANGED_BY_GUEST);
    if (row.businessDay !== before.businessDay) await moveValidity(tx, author, row);
    return row;
  });
}
