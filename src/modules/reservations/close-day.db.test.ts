import { eq, isNotNull, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { accessChange } from '@/modules/access/change-tables';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { querySeconds } from '@/platform/metrics/instruments';
import { describeDatabases } from '../../../tests/support/databases';
import { makeReservation, makeVenue } from '../../../tests/support/fixtures';
import { changeStatus } from './change-status';
import { closeDueDays } from './close-day';
import { deleteReservation } from './delete-reservation';
import { reservation } from './tables';

/** Guayaquil's Sunday, 04:00: the night of NOW is over. */
const CUTOFF = new Date('2026-11-22T09:00:00Z');
const later = (ms: number) => new Date(CUTOFF.getTime() + ms);

const rowOf = async (id: string) => (await db().select().from(reservation).where(eq(reservation.id, id)))[0];

async function queryCount(): Promise<number> {
  const { values } = await querySeconds.get();
  return values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
}

describeDatabases('closeDueDays', () => {
  it('closes each venue at its own cutoff, once, whoever runs it', async () => {
    const venue = await makeVenue();
    const other = await makeVenue({ cutoffHour: 6 });
    const pending = await makeReservation(venue, { status: 'PENDING' });
    const arrived = await makeReservation(venue);
    const cancelled = await makeReservation(venue);
    const removed = await makeReservation(venue);
    const tomorrow = await makeReservation(venue, { reservedAt: '2026-11-23T02:00:00Z' });
    const night = await makeReservation(other);
    await countAttendance(venue.as('DOOR'), { id: arrived.id, delta: 1, nonce: 'nonce-0001' });
    await changeStatus(venue.as('HOST'), { id: cancelled.id, status: 'CANCELLED' });
    await deleteReservation(venue.as('HOST'), { id: removed.id });

    expect(await closeDueDays(new Date('2026-11-22T08:59:59Z'))).toBe(0);
    const closed = await Promise.all([1, 2, 3].map(() => closeDueDays(new Date('2026-11-22T09:00:00Z'))));
    expect(closed.reduce((a, b) => a + b, 0)).toBe(2);

    const rows = await db().select().from(reservation);
    const status = (id: string) => rows.find((row) => row.id === id)?.status;
    expect([pending, arrived, cancelled, removed, tomorrow, night].map(({ id }) => status(id))).toEqual([
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

  it('lets one of several at once close a venue, each row once, and writes when', async () => {
    const venue = await makeVenue();
    const rows = [];
    for (let i = 0; i < 12; i++) rows.push(await makeReservation(venue));
    await db().delete(accessChange);
    const closed = await Promise.all([1, 2, 3].map(() => closeDueDays(CUTOFF)));
    expect(closed.sort((a, b) => a - b)).toEqual([0, 0, 12]);
    for (const { id } of rows) expect(await rowOf(id)).toMatchObject({ status: 'NO_SHOW', closedAt: CUTOFF });
    const [state] = await db().select().from(business).where(eq(business.id, venue.venue.id));
    expect(state).toMatchObject({ closingAt: null, eventSeq: 24 });
    expect(await db().select().from(accessChange)).toEqual([]);
  });

  it('asks once when nothing is due', async () => {
    for (let i = 0; i < 3; i++) await makeReservation(await makeVenue(), { reservedAt: '2026-12-24T02:00:00Z' });
    const before = await queryCount();
    expect(await closeDueDays(CUTOFF)).toBe(0);
    expect((await queryCount()) - before).toBe(1);
  });

  it('leaves a venue to who claimed it, for as long as that one can be alive', async () => {
    const venue = await makeVenue();
    await makeReservation(venue);
    const claim = (closingAt: Date) => db().update(business).set({ closingAt }).where(eq(business.id, venue.venue.id));
    await claim(later(-4 * 60_000));
    expect(await closeDueDays(CUTOFF)).toBe(0);
    await claim(later(60 * 60_000));
    expect(await closeDueDays(CUTOFF)).toBe(1);
    await makeReservation(venue, { reservedAt: '2026-11-23T02:00:00Z' });
    await claim(later(86_400_000 - 6 * 60_000));
    expect(await closeDueDays(later(86_400_000))).toBe(1);
  });

  it('closes what it can, and ends its claim, also when a row or a venue fails', async () => {
    const [venue, sound] = [await makeVenue(), await makeVenue()];
    const [broken, other, third] = [
      await makeReservation(venue),
      await makeReservation(venue),
      await makeReservation(sound),
    ];
    const lost = await makeVenue({ timeZone: 'Mars/Olympus_Mons' });
    await transaction((tx) =>
      tx.insert(reservation).values({
        ...{ businessId: lost.venue.id, id: 'r-mars', code: 'MARS', customerName: 'Ana', guestCount: 1 },
        ...{ reservedAt: later(-1), businessDay: '2026-11-20', status: 'CONFIRMED' as const },
      }),
    );
    await db().execute(
      sql`create function fail() returns trigger language plpgsql as 'begin raise exception ''no''; end'`,
    );
    await db().execute(
      sql.raw(
        `create trigger fail before update on reservation for each row when (old.id = '${broken.id}') execute function fail()`,
      ),
    );
    await expect(closeDueDays(CUTOFF)).rejects.toThrow('2 could not be closed');
    await db().execute(sql`drop trigger fail on reservation`);
    expect(await rowOf(broken.id)).toMatchObject({ status: 'CONFIRMED' });
    for (const { id } of [other, third]) expect(await rowOf(id)).toMatchObject({ status: 'NO_SHOW' });
    expect(await db().select().from(business).where(isNotNull(business.closingAt))).toEqual([]);
    await db().delete(reservation).where(eq(reservation.id, 'r-mars'));
    expect(await closeDueDays(CUTOFF)).toBe(1);
  });

  it('does not take back what a person corrected after the close', async () => {
    const row = await makeReservation(await makeVenue());
    expect(await closeDueDays(CUTOFF)).toBe(1);
    await db().update(reservation).set({ status: 'CHECKED_IN' }).where(eq(reservation.id, row.id));
    expect(await closeDueDays(later(60_000))).toBe(0);
    expect(await rowOf(row.id)).toMatchObject({ status: 'CHECKED_IN' });
  });

  it('knows the same business day in the database as in the program, in every zone and change of the hour', async () => {
    const zones = Intl.supportedValuesOf('timeZone');
    const nights = fc.sample(
      fc.record({
        zone: fc.constantFrom(...zones),
        cutoff: fc.integer({ min: 0, max: 12 }),
        from: fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2026, 0) }),
        offset: fc.integer({ min: -14 * 3600, max: 14 * 3600 }),
      }),
      3_000,
    );
    const asked = nights.map(({ zone, cutoff, from, offset }) => {
      const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
      const change = start.getTimeZoneTransition('next') ?? start;
      return { zone, cutoff, at: new Date(change.epochMilliseconds + offset * 1_000).toISOString() };
    });
    const { rows } = (await db().execute(sql`
      select zone, cutoff, at, business_day_at(at::timestamptz, zone, cutoff)::text as day
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (zone text, cutoff int, at text)
    `)) as unknown as { rows: { zone: string; cutoff: number; at: string; day: string | null }[] };
    const known = rows.filter(({ day }) => day !== null);
    expect(known.length).toBeGreaterThan(2_500);
    for (const { zone, cutoff, at, day } of known) {
      expect([zone, cutoff, at, day]).toEqual([
        zone,
        cutoff,
        at,
        businessDayOf(at, { timeZone: zone, cutoffHour: cutoff }),
      ]);
    }
  });
});
