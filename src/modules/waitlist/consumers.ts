import { and, eq, inArray } from 'drizzle-orm';
import type { Consumer } from '@/modules/events/consume';
import { scheduleOffers } from './schedule-offers';
import { waitlistEntry } from './tables';

/** What may free a table, or bring somebody who waits for one. */
const FREEING: ReadonlySet<string> = new Set([
  ...['reservation-created', 'reservation-updated', 'reservation-deleted', 'status-changed', 'qr-scanned'],
  ...['dining-table-changed', 'zone-changed', 'combination-changed', 'service-changed', 'block-changed'],
  ...['waitlist-entry-changed', 'venue-changed'],
]);

/** Asks for the next offers wherever something has changed that may free a table while somebody waits. */
export const WAITLIST_CONSUMERS: readonly Consumer[] = [
  {
    name: 'waitlist-offers',
    async handle(tx, businessId, events) {
      if (!events.some(({ type }) => FREEING.has(type))) return;
      const [waiting] = await tx
        .select({ id: waitlistEntry.id })
        .from(waitlistEntry)
        .where(and(eq(waitlistEntry.businessId, businessId), inArray(waitlistEntry.state, ['WAITING', 'OFFERED'])))
        .limit(1);
      if (waiting) await scheduleOffers(tx, businessId, new Date());
    },
  },
];
