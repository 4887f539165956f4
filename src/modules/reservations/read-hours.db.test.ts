import { expect, it } from 'vitest';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue, TODAY } from '../../../tests/support/fixtures';
import { changeStatus } from './change-status';
import { readHours } from './read-hours';

describeDatabases('readHours', () => {
  it('adds up the planned guests of each quarter hour, in the order of the night, without cancelled parties', async () => {
    const venue = await makeVenue();
    await makeReservation(venue, { reservedAt: '2026-11-22T01:30:00-05:00', guestCount: 5 });
    await makeReservation(venue, { reservedAt: '2026-11-21T21:00:00-05:00', guestCount: 2 });
    await makeReservation(venue, { reservedAt: '2026-11-21T21:10:00-05:00', guestCount: 3 });
    await makeReservation(venue, { reservedAt: '2026-11-21T21:15:00-05:00', guestCount: 4 });
    const cancelled = await makeReservation(venue, { reservedAt: '2026-11-21T21:15:00-05:00', guestCount: 9 });
    await changeStatus(venue.as('HOST'), { id: cancelled.id, status: 'CANCELLED' });
    const hours = [
      { at: '21:00', reservations: 2, guests: 5 },
      { at: '21:15', reservations: 1, guests: 4 },
      { at: '01:30', reservations: 1, guests: 5 },
    ];
    expect(await readHours(venue.as('HOST'), {})).toEqual({ day: TODAY, hours });
    expect(await readHours(venue.as('HOST'), { day: '2026-11-22' })).toEqual({ day: '2026-11-22', hours: [] });
  });

  it('adds up both turns of an hour that the clock repeats', async () => {
    const venue = await makeVenue({ timeZone: 'Europe/Madrid' });
    await makeReservation(venue, { reservedAt: '2027-10-31T00:30:00Z', guestCount: 2 });
    await makeReservation(venue, { reservedAt: '2027-10-31T01:30:00Z', guestCount: 3 });
    expect((await readHours(venue.as('HOST'), { day: '2027-10-30' })).hours).toEqual([
      { at: '02:30', reservations: 2, guests: 5 },
    ]);
  });

  it('is of one venue, and of tonight alone for the door', async () => {
    const [venue, other] = [await makeVenue(), await makeVenue()];
    await makeReservation(venue);
    expect((await readHours(other.as('OWNER'), { day: TODAY })).hours).toEqual([]);
    expect((await readHours(venue.as('DOOR'), { day: TODAY })).hours).toHaveLength(1);
    expect(await failureOf(readHours(venue.as('DOOR'), { day: '2026-11-22' }))).toBe('FORBIDDEN');
  });
});
