import { and, eq, lte } from 'drizzle-orm';
import { venueEvent } from '@/modules/events/tables';
import { emitReservationEvent } from '@/modules/reservations/change';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { describeEventLog } from '@/realtime/server/event-log.fixture';
import { describeDatabases } from '../../../tests/support/databases';
import { makeVenue } from '../../../tests/support/fixtures';
import { eventLog } from './event-log';

describeDatabases('the database', (kind) => {
  describeEventLog(kind, () => ({
    log: eventLog,
    create: async () => {
      const { venue } = await makeVenue();
      const [row] = await db().select({ epoch: business.epoch }).from(business).where(eq(business.id, venue.id));
      return { businessId: venue.id, epoch: row?.epoch ?? '' };
    },
    append: (businessId) =>
      transaction((tx) =>
        emitReservationEvent(tx, businessId, {
          type: 'status-changed',
          reservationId: 'r1',
          businessDay: '2026-11-21',
          customerName: 'Lucía Mendoza',
          oldStatus: 'PENDING',
          newStatus: 'CONFIRMED',
        }),
      ),
    // As prune-events.ts does with what is old enough.
    prune: (businessId, floor) =>
      transaction(async (tx) => {
        await tx.update(business).set({ eventFloor: floor }).where(eq(business.id, businessId));
        await tx.delete(venueEvent).where(and(eq(venueEvent.businessId, businessId), lte(venueEvent.seq, floor)));
      }),
    replace: async (businessId, epoch) => {
      await db().update(business).set({ epoch }).where(eq(business.id, businessId));
    },
  }));
});
