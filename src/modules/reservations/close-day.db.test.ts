import { randomUUID } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { accessChange } from '@/modules/access/change-tables';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { JobRunner } from '@/platform/jobs/runner';
import { job } from '@/platform/jobs/tables';
import { querySeconds } from '@/platform/metrics/instruments';
import { closeDueDays } from '../../../tests/support/close-days';
import { describeDatabases } from '../../../tests/support/databases';
import { bookingInput, makeReservation, makeVenue, NOW, type TestVenue } from '../../../tests/support/fixtures';
import { moveStatus } from './change';
import { changeStatus } from './change-status';
import { closeDay, findOpenNights } from './close-day';
import { deleteReservation } from './delete-reservation';
import { insertReservation } from './insert-reservation';
import { RESERVATION_JOBS } from './jobs';
import { tryLockReservation } from './rows';
import { closingStatus } from './rules';
import { CLOSE_DAY } from './schedule-close';
import { reservation } from './tables';
import { updateReservation } from './update-reservation';

/** Guayaquil's Sunday, 04:00: the night of NOW is over. */
const CUTOFF = new Date('2026-11-22T09:00:00Z');
const later = (ms: number) => new Date(CUTOFF.getTime() + ms);

const rowOf = async (id: string) => (await db().select().from(reservation).where(eq(reservation.id, id)))[0];

const jobOf = async ({ venue }: TestVenue) =>
  (
    await db()
      .select()
      .from(job)
      .where(and(eq(job.kind, CLOSE_DAY), eq(job.key, venue.id)))
  )[0];
const seqOf = async ({ venue }: TestVenue) =>
  (await db().select().from(business).where(eq(business.id, venue.id)))[0]?.eventSeq;

/** Runs the close of the days that is due at `now`, without looking for open nights. */
async function runCloseDay(now: Date): Promise<void> {
  const kinds = RESERVATION_JOBS.filter(({ kind }) => kind === CLOSE_DAY);
  await new JobRunner({ db: db(), kinds, clock: () => now }).runDue();
}

/** What a process of the version before does: it claims the venue, then closes each open row under its lock. */
async function closeAsBefore({ venue }: TestVenue, now: Date): Promise<void> {
  await db().update(business).set({ closingAt: now }).where(eq(business.id, venue.id));
  const open = await db()
    .select()
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), isNull(reservation.closedAt)));
  for (const { id } of open) {
    await transaction(async (tx) => {
      const row = await tryLockReservation(tx, venue, id);
      const status = row && !row.closedAt ? closingStatus(row.status) : null;
      const author = { venue, userId: null, requestId: randomUUID(), now };
      if (row && status) await moveStatus(tx, author, row, status, { closedAt: now });
    });
  }
  await db().update(business).set({ closingAt: null }).where(eq(business.id, venue.id));
}

async function queryCount(): Promise<number> {
  const { values } = await querySeconds.get();
  return values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
}

describeDatabases('the close of the day', () => {
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
    await Promise.all([1, 2, 3].map(() => closeDueDays(new Date('2026-11-22T09:00:00Z'))));

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

  it('closes each row once, whoever closes with it, and writes when', async () => {
    const venue = await makeVenue();
    const rows = [];
    for (let i = 0; i < 12; i++) rows.push(await makeReservation(venue));
    await db().delete(accessChange);
    await Promise.all([1, 2, 3].map(() => closeDay(venue.venue.id, CUTOFF)));
    for (const { id } of rows) expect(await rowOf(id)).toMatchObject({ status: 'NO_SHOW', closedAt: CUTOFF });
    expect(await seqOf(venue)).toBe(24);
    expect(await db().select().from(accessChange)).toEqual([]);
  });

  it('closes each row once beside a process of the version before, whatever that one has claimed', async () => {
    const venue = await makeVenue();
    const rows = [];
    for (let i = 0; i < 12; i++) rows.push(await makeReservation(venue));
    await Promise.all([closeAsBefore(venue, CUTOFF), closeDueDays(CUTOFF), closeAsBefore(venue, CUTOFF)]);
    for (const { id } of rows) expect(await rowOf(id)).toMatchObject({ status: 'NO_SHOW' });
    expect(await seqOf(venue)).toBe(24);
    await makeReservation(venue);
    await db().update(business).set({ closingAt: CUTOFF }).where(eq(business.id, venue.venue.id));
    expect(await closeDueDays(later(60_000))).toBe(1);
  });

  it('is due again at the end of the running day', async () => {
    const venue = await makeVenue({ cutoffHour: 6 });
    expect(await jobOf(venue)).toMatchObject({ runAt: NOW });
    await closeDueDays(NOW);
    expect(await jobOf(venue)).toMatchObject({ runAt: new Date('2026-11-22T11:00:00Z'), doneAt: NOW });
    await closeDueDays(later(3 * 86_400_000));
    expect(await jobOf(venue)).toMatchObject({ runAt: new Date('2026-11-25T11:00:00Z') });
    await db().delete(business).where(eq(business.id, venue.venue.id));
    await closeDueDays(later(4 * 86_400_000));
    expect(await jobOf(venue)).toBeUndefined();
  });

  it('is due at once for a row that a person leaves open on a night that is over', async () => {
    const venue = await makeVenue();
    const [edited, restored, counted] = [
      await makeReservation(venue),
      await makeReservation(venue),
      await makeReservation(venue),
    ];
    await deleteReservation(venue.as('HOST'), { id: restored.id });
    await changeStatus(venue.as('HOST'), { id: counted.id, status: 'NO_SHOW' });
    const write = async (work: (now: Date) => Promise<unknown>, at: Date) => {
      await runCloseDay(at);
      const before = await jobOf(venue);
      await work(at);
      expect((await jobOf(venue))?.runAt).toEqual(at);
      expect(before?.runAt.getTime()).toBeGreaterThan(at.getTime());
      await runCloseDay(at);
      expect((await jobOf(venue))?.runAt).toEqual(before?.runAt);
    };
    const owner = (now: Date) => venue.as('OWNER', { now });
    // As the version before may have left them: open, after the day was closed.
    const reopen = (id: string) =>
      db().update(reservation).set({ closedAt: null, status: 'CONFIRMED' }).where(eq(reservation.id, id));
    await write(async (now) => {
      await reopen(edited.id);
      await updateReservation(owner(now), { id: edited.id, notes: 'junto a la ventana' });
    }, later(60_000));
    await write(
      (now) => transaction((tx) => insertReservation(tx, owner(now), bookingInput(), undefined)),
      later(120_000),
    );
    await write(async (now) => {
      const occurredAt = new Date(CUTOFF.getTime() - 60_000).toISOString();
      await countAttendance(owner(now), { id: counted.id, delta: 1, nonce: 'nonce-late', occurredAt });
    }, later(180_000));
    for (const { id } of [edited, counted]) expect((await rowOf(id))?.closedAt).not.toBeNull();
  });

  it('is due at once for a time zone or cutoff that was changed, and for a venue that had no job', async () => {
    const [moved, unplanned] = [await makeVenue(), await makeVenue()];
    const at = new Date('2026-11-22T08:00:00Z');
    const rows = [
      await makeReservation(moved),
      await makeReservation(unplanned, { reservedAt: '2026-11-21T02:00:00Z' }),
    ];
    await closeDueDays(at);
    expect((await jobOf(moved))?.runAt).toEqual(CUTOFF);
    await db().update(business).set({ cutoffHour: 2 }).where(eq(business.id, moved.venue.id));
    await db().delete(job).where(eq(job.key, unplanned.venue.id));
    await db()
      .update(reservation)
      .set({ closedAt: null, status: 'PENDING' })
      .where(eq(reservation.id, rows[1]?.id ?? ''));
    const before = await queryCount();
    await findOpenNights(at);
    expect((await queryCount()) - before).toBe(1);
    expect(await Promise.all([moved, unplanned].map(jobOf))).toMatchObject([{ runAt: at }, { runAt: at }]);
    await runCloseDay(at);
    for (const { id } of rows) expect(await rowOf(id)).toMatchObject({ status: 'NO_SHOW' });
  });

  it('asks nothing of a venue before its day ends', async () => {
    for (let i = 0; i < 3; i++) await makeReservation(await makeVenue(), { reservedAt: '2026-12-24T02:00:00Z' });
    await closeDueDays(CUTOFF);
    const before = await queryCount();
    await runCloseDay(later(3_600_000));
    expect((await queryCount()) - before).toBe(1);
  });

  it('closes what it can, and tries the others again, also when a row or a venue fails', async () => {
    const [venue, sound] = [await makeVenue(), await makeVenue()];
    const [broken, other, third] = [
      await makeReservation(venue),
      await makeReservation(venue),
      await makeReservation(sound),
    ];
    const lost = await makeVenue();
    await db().update(business).set({ timeZone: 'Mars/Olympus_Mons' }).where(eq(business.id, lost.venue.id));
    await db().execute(
      sql`create function fail() returns trigger language plpgsql as 'begin raise exception ''no''; end'`,
    );
    await db().execute(
      sql.raw(
        `create trigger fail before update on reservation for each row when (old.id = '${broken.id}') execute function fail()`,
      ),
    );
    await closeDueDays(CUTOFF);
    await db().execute(sql`drop trigger fail on reservation`);
    expect(await rowOf(broken.id)).toMatchObject({ status: 'CONFIRMED' });
    for (const { id } of [other, third]) expect(await rowOf(id)).toMatchObject({ status: 'NO_SHOW' });
    const retry = { attempts: 1, runAt: later(30_000), claimedBy: null };
    expect(await jobOf(venue)).toMatchObject({
      ...retry,
      lastError: expect.stringMatching(/^AggregateError < .*P0001/),
    });
    expect(await jobOf(lost)).toMatchObject({ ...retry, lastError: expect.stringMatching(/^RangeError/) });
    expect(await closeDueDays(later(29_000))).toBe(0);
    expect(await closeDueDays(later(30_000))).toBe(1);
    expect(await jobOf(venue)).toMatchObject({ attempts: 0, lastError: null });
    expect(await jobOf(lost)).toMatchObject({ attempts: 2, runAt: later(90_000) });
    await db().delete(business).where(eq(business.id, lost.venue.id));
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
      select zone, cutoff, at, business_day_at(at::timestamptz, zone, cutoff)::text as day,
        to_char(at::timestamptz at time zone zone, 'YYYY-MM-DD"T"HH24:MI') as local
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (zone text, cutoff int, at text)
    `)) as unknown as {
      rows: { zone: string; cutoff: number; at: string; day: string | null; local: string }[];
    };
    // Of a few zones the two calendars are of different years, and their clocks differ.
    const clockAt = (at: string, zone: string) =>
      Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
    const known = rows.filter(({ day, at, zone, local }) => day !== null && local === clockAt(at, zone));
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
