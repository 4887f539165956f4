import { expect, it } from 'vitest';
import { LastArrival } from '@/modules/attendance/answers';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeReservation, makeVenue } from '../../../tests/support/fixtures';
import { countAttendance } from './count-attendance';
import { readLastArrival } from './read-last-arrival';
import { undoAttendance } from './undo-attendance';

describeDatabases('the last arrival of a party', () => {
  it('is the newest count that was not undone, whatever was taken out since', async () => {
    const venue = await makeVenue();
    const { id } = await makeReservation(venue, { guestCount: 6 });
    const door = venue.as('DOOR');
    const read = async () => LastArrival.parse(await readLastArrival(door, { id })).arrival;
    const count = (delta: number, nonce: string) => countAttendance(door, { id, delta, nonce });
    expect(await read()).toBeNull();
    await count(2, 'nonce-0001');
    await count(3, 'nonce-0002');
    await count(-1, 'nonce-0003');
    expect(await read()).toMatchObject({ people: 3, gateId: null, by: expect.any(String) });
    await undoAttendance(door, { id, nonce: 'nonce-0002' });
    await undoAttendance(door, { id, nonce: 'nonce-0003' });
    expect(await read()).toMatchObject({ people: 2 });
    await undoAttendance(door, { id, nonce: 'nonce-0001' });
    expect(await read()).toBeNull();
  });

  it('is not read across venues, nor by the door for another night', async () => {
    const venue = await makeVenue();
    const other = await makeVenue();
    const { id } = await makeReservation(venue, {});
    expect(await failureOf(readLastArrival(other.as('OWNER'), { id }))).toBe('NOT_FOUND');
    const { now, venue: rules } = venue.as('DOOR');
    const reservedAt = instantOnBusinessDay(addDays(businessDayOf(now, rules), 1), '21:00', rules);
    const ahead = await makeReservation(venue, { reservedAt });
    expect(await failureOf(readLastArrival(venue.as('DOOR'), { id: ahead.id }))).toBe('NOT_FOUND');
    expect(await readLastArrival(venue.as('HOST'), { id: ahead.id })).toEqual({ arrival: null });
  });
});
