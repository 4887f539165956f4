import { expect, it } from 'vitest';
import { makeTonight } from '@/modules/floor/tonight.fixture';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, makeReservation, makeVenue } from '../../../tests/support/fixtures';
import { changeStatus } from './change-status';
import { createReservation } from './create-reservation';
import { deleteReservation } from './delete-reservation';
import { readDays } from './read-days';

describeDatabases('the plan of some days', () => {
  it('counts parties and people by day and service, without those who do not come, and of its venue alone', async () => {
    const venue = await makeTonight([4]);
    const owner = venue.as('OWNER', { now: new Date('2026-11-21T15:00:00Z') });
    const book = async (reservedAt: string, guestCount: number) =>
      (await createReservation(owner, bookingInput({ reservedAt, guestCount, customerPhone: null }))).reservation;
    await book('2026-11-21T20:00:00-05:00', 2);
    await book('2026-11-22T00:30:00-05:00', 3);
    await book('2026-11-21T14:00:00-05:00', 5);
    await book('2026-11-23T20:00:00-05:00', 4);
    await book('2026-11-24T20:00:00-05:00', 6);
    const { id } = await book('2026-11-22T20:00:00-05:00', 9);
    await changeStatus(owner, { id, status: 'CANCELLED' });
    const { id: tonight } = await book('2026-11-21T20:00:00-05:00', 9);
    await changeStatus(owner, { id: tonight, status: 'NO_SHOW' });
    await deleteReservation(owner, { id: (await book('2026-11-22T20:00:00-05:00', 8)).id });
    await makeReservation(await makeVenue(), { reservedAt: '2026-11-22T20:00:00-05:00' });
    const serviceId = venue.service.id;
    expect(await readDays(owner, { from: '2026-11-21', days: 3 })).toEqual({
      days: [
        {
          ...{ day: '2026-11-21', parties: 3, covers: 10 },
          services: [
            { serviceId, parties: 2, covers: 5 },
            { serviceId: null, parties: 1, covers: 5 },
          ],
        },
        { day: '2026-11-22', parties: 0, covers: 0, services: [{ serviceId, parties: 0, covers: 0 }] },
        { day: '2026-11-23', parties: 1, covers: 4, services: [{ serviceId, parties: 1, covers: 4 }] },
      ],
    });
  });
});
