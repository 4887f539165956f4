import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { NightSummary } from '@/modules/attendance/answers';
import { changeStatus } from '@/modules/reservations/change-status';
import { closeDay } from '@/modules/reservations/close-day';
import { businessDayOf } from '@/modules/venues/business-day';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { countAttendance } from './count-attendance';
import { readSummary } from './read-summary';
import { undoAttendance } from './undo-attendance';

/** What the ledger says by itself: the people by hour of the venue's clock, computed by the database. */
async function ledgerByHour({ venue }: TestVenue, day: string): Promise<Record<string, number>> {
  const { rows } = (await db().execute(sql`
    select to_char(date_trunc('hour', e.occurred_at at time zone ${venue.timeZone}), 'HH24:MI') as hour,
           date_trunc('hour', e.occurred_at) as at,
           sum(e.delta)::int as people
    from attendance_entry e
    join reservation r on r.business_id = e.business_id and r.id = e.reservation_id
    where e.business_id = ${venue.id} and r.business_day = ${day} and r.deleted_at is null
      and e.undo_of is null
      and not exists (select 1 from attendance_entry u where u.business_id = e.business_id and u.undo_of = e.id)
    group by 1, 2 order by 2`)) as { rows: { hour: string; people: number }[] };
  const named = rows.map(({ hour, people }, index) => [`${index} ${hour}`, people] as const);
  return Object.fromEntries(named);
}

describeDatabases('the summary of a night', () => {
  it('says who came and when, as the ledger does, over a night with a repeated hour', async () => {
    const timeZone = 'Europe/Madrid';
    const venue = await makeVenue({ timeZone, cutoffHour: 6 });
    const day = '2026-10-24';
    const at = (instant: string) => ({ now: new Date(instant) });
    const book = (reservedAt: string, guestCount: number, status = 'CONFIRMED') =>
      makeReservation(venue, { reservedAt, guestCount, status });
    const dinner = await book('2026-10-24T19:00:00Z', 4);
    const late = await book('2026-10-25T00:30:00Z', 2);
    await book('2026-10-24T20:00:00Z', 5);
    const gone = await book('2026-10-24T20:00:00Z', 3);
    await changeStatus(venue.as('HOST', at('2026-10-24T12:00:00Z')), { id: gone.id, status: 'CANCELLED' });
    const count = (id: string, instant: string, delta: number, nonce: string) =>
      countAttendance(venue.as('DOOR', at(instant)), { id, delta, nonce });
    await count(dinner.id, '2026-10-24T19:05:00Z', 3, 'nonce-0001');
    await count(dinner.id, '2026-10-24T19:10:00Z', 2, 'nonce-0002');
    await undoAttendance(venue.as('DOOR', at('2026-10-24T19:11:00Z')), { id: dinner.id, nonce: 'nonce-0001' });
    await count(dinner.id, '2026-10-24T22:00:00Z', 3, 'nonce-0003');
    // 02:30 of summer, and of winter.
    await count(late.id, '2026-10-25T00:30:00Z', 1, 'nonce-0004');
    await count(late.id, '2026-10-25T01:30:00Z', 1, 'nonce-0005');

    const after = venue.as('HOST', at('2026-10-25T06:30:00Z'));
    const before = NightSummary.parse(await readSummary(after, { day }));
    await closeDay(venue.venue.id, after.now);
    const summary = NightSummary.parse(await readSummary(after, { day }));
    expect(before).toEqual(summary);
    expect(summary).toMatchObject({
      day,
      arrived: 7,
      planned: 11,
      parties: { arrived: 2, planned: 3 },
      noShows: { parties: 1, people: 5 },
      missing: 5,
      walkIns: { parties: 0, people: 0 },
      excess: 1,
      withoutHour: 0,
      peak: { hour: '00:00', people: 3 },
    });
    const shown = summary.byHour.filter(({ people }) => people > 0);
    expect(Object.fromEntries(shown.map(({ hour, people }, index) => [`${index} ${hour}`, people]))).toEqual(
      await ledgerByHour(venue, day),
    );
    expect(summary.byHour.map(({ hour, people }) => `${hour} ${people}`)).toEqual([
      ...['21:00 2', '22:00 0', '23:00 0', '00:00 3', '01:00 0', '02:00 1', '02:00 1'],
    ]);
  });

  it('is of one venue and one day, and of tonight when none is asked for', async () => {
    const venue = await makeVenue();
    const other = await makeVenue();
    const { id } = await makeReservation(venue, { guestCount: 2 });
    await countAttendance(venue.as('DOOR'), { id, delta: 2, nonce: 'nonce-0001' });
    const { now, venue: rules } = venue.as('HOST');
    const empty = { arrived: 0, planned: 0, byHour: [], peak: null };
    expect(await readSummary(other.as('HOST'), {})).toMatchObject(empty);
    expect(await readSummary(venue.as('HOST'), { day: '2026-11-20' })).toMatchObject(empty);
    const tonight = await readSummary(venue.as('HOST'), {});
    expect(tonight).toMatchObject({ day: businessDayOf(now, rules), arrived: 2, noShows: { parties: 0, people: 0 } });
    expect(tonight.byHour).toEqual([{ at: '2026-11-22T02:00:00.000Z', hour: '21:00', people: 2 }]);
  });
});
