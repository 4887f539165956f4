import { reservation } from '@db/schema/reservations';
import { business } from '@db/schema/venues';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db } from '@/server/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue } from '../../../tests/support/fixtures';
import { countAttendance } from '../attendance/count-attendance';
import { changeStatus } from './change-status';
import { closeDueDays } from './close-day';
import { deleteReservation } from './delete-reservation';

describeDatabases('closeDueDays', () => {
  it('closes each venue at its own cutoff, once, whoever runs it', async () => {
    const venue = await makeVenue();
    const other = await makeVenue({ cutoffHour: 6 });
    const pending = await makeReservation(venue, { status: 'PENDING' });
    const arrived = await makeReservation(venue);
    const cancelled = await makeReservation(venue);
    const removed = await makeReservation(venue);
    const tomorrow = await makeReservation(venue, { reservedAt: '2026-11-23T02:00:00Z' });
    const later = await makeReservation(other);
    await countAttendance(venue.as('DOOR'), { id: arrived.id, delta: 1, nonce: 'nonce-0001' });
    await changeStatus(venue.as('HOST'), { id: cancelled.id, status: 'CANCELLED' });
    await deleteReservation(venue.as('HOST'), { id: removed.id });

    expect(await closeDueDays(new Date('2026-11-22T08:59:59Z'))).toBe(0);
    const closed = await Promise.all([1, 2, 3].map(() => closeDueDays(new Date('2026-11-22T09:00:00Z'))));
    expect(closed.reduce((a, b) => a + b, 0)).toBe(2);

    const rows = await db().select().from(reservation);
    const status = (id: string) => rows.find((row) => row.id === id)?.status;
    expect([pending, arrived, cancelled, removed, tomorrow, later].map(({ id }) => status(id))).toEqual([
      'NO_SHOW',
      'COMPLETED',
      'CANCELLED',
      'CONFIRMED',
      'CONFIRMED',
      'CONFIRMED',
    ]);
    expect(rows.find((row) => row.id === arrived.id)).toMatchObject({ scanCount: 1, guestCount: 4 });
    const [log] = await db().select().from(business).where(eq(business.id, venue.venue.id));
    expect(log?.eventSeq).toBe(5 + 3 + 2);
    expect(await closeDueDays(new Date('2026-11-25T12:00:00Z'))).toBe(2);
  });
});
