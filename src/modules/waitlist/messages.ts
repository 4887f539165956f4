import { and, eq } from 'drizzle-orm';
import { bookingPage } from '@/modules/booking/tables';
import { drawWaitLetter } from '@/modules/messages/draw-wait-letter';
import { findTemplate } from '@/modules/messages/find-template';
import type { Message, MessageKind, Sender, Written } from '@/modules/messages/kind';
import { findBrand } from '@/modules/venues/find-brand';
import { business } from '@/modules/venues/tables';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { db } from '@/platform/db/transaction';
import { entryPath } from './entry-link';
import { isOpen, stateAt } from './rules';
import { waitlistEntry } from './tables';

/** What a venue writes to a party on the waiting list that has an e-mail. */
export const WAITLIST_MESSAGES: readonly MessageKind[] = (['waitlist-joined', 'waitlist-offer'] as const).map(
  (kind) => ({
    kind,
    write: (message, sender, now) => writeToParty(kind, message, sender, now),
  }),
);

/** Null once the party has left the list, and for an offer that has ended. */
async function writeToParty(
  kind: 'waitlist-joined' | 'waitlist-offer',
  { businessId, subjectId, recipient, locale }: Message,
  sender: Sender,
  now: Date,
): Promise<Written | null> {
  const [found] = await db()
    .select({ row: waitlistEntry, venue: business, page: bookingPage.businessId })
    .from(waitlistEntry)
    .innerJoin(business, eq(business.id, waitlistEntry.businessId))
    .leftJoin(bookingPage, eq(bookingPage.businessId, business.id))
    .where(and(eq(waitlistEntry.businessId, businessId), eq(waitlistEntry.id, subjectId)));
  if (!found || found.row.customerEmail !== recipient) return null;
  const { row, venue, page } = found;
  const state = stateAt(row, now);
  if (kind === 'waitlist-offer' ? state !== 'OFFERED' : !isOpen(state)) return null;
  const night = new Date(instantOnBusinessDay(row.businessDay, '20:00', venue));
  return {
    from: venue.name,
    brand: await findBrand(businessId),
    letter: drawWaitLetter(kind, locale, await findTemplate(businessId, { kind, locale }), {
      ...{ guest: row.customerName, venue: venue.name, address: venue.address, timeZone: venue.timeZone },
      ...{ at: row.offerAt ?? night, until: row.offerExpiresAt ?? night, guestCount: row.guestCount },
      url: page === null ? null : sender.origin + entryPath(venue.slug, row),
    }),
  };
}
