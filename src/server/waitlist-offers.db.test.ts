import { and, eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findBehind } from '@/modules/events/consume';
import { makeTonight, type Tonight } from '@/modules/floor/tonight.fixture';
import { outboxMessage } from '@/modules/messages/tables';
import { changeStatus } from '@/modules/reservations/change-status';
import { createReservation } from '@/modules/reservations/create-reservation';
import { stay } from '@/modules/tables/tables';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { WAITLIST_CONSUMERS } from '@/modules/waitlist/consumers';
import { createEntry } from '@/modules/waitlist/create-entry';
import { deleteEntry } from '@/modules/waitlist/delete-entry';
import { WAITLIST_JOBS } from '@/modules/waitlist/jobs';
import { OFFER_MS } from '@/modules/waitlist/rules';
import { OFFER_WAITLIST } from '@/modules/waitlist/schedule-offers';
import { CreateEntryInput } from '@/modules/waitlist/schema';
import { waitlistEntry } from '@/modules/waitlist/tables';
import { db } from '@/platform/db/transaction';
import { JobRunner } from '@/platform/jobs/runner';
import { job } from '@/platform/jobs/tables';
import { describeDatabases } from '../../tests/support/databases';
import { bookingInput } from '../../tests/support/fixtures';
import { until } from '../../tests/support/until';
import { startConsumers } from './consumers';

const MINUTE = 60_000;
const after = (minutes: number, from: Date) => new Date(from.getTime() + minutes * MINUTE);

describeDatabases('the waiting list by the clock and the log', () => {
  let venue: Tonight;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    venue = await makeTonight([2]);
    stop = await startConsumers(WAITLIST_CONSUMERS);
  });
  afterEach(() => stop());

  /** Everything happens tomorrow: the consumer wakes the job by the real clock, which is then past. */
  const today = () => addDays(businessDayOf(new Date(), venue.venue), 1);
  const at = (time: string, day = today()) => new Date(instantOnBusinessDay(day, time, venue.venue));
  const host = (now: Date) => venue.as('HOST', { now });
  const book = async (time: string, day: string) => {
    const input = { reservedAt: at(time, day).toISOString(), guestCount: 2, tableIds: [venue.tables[0]?.id] };
    return (await createReservation(host(at('12:00')), bookingInput({ ...input, customerPhone: null }))).reservation.id;
  };
  const add = async (name: string, fields: object, now = at('12:00')) => {
    const input = CreateEntryInput.parse({ party: 2, name, email: `${name}@guest.test`, ...fields });
    return (await createEntry(host(now), input)).entry.id;
  };
  const cancel = (id: string, now: Date) => changeStatus(host(now), { id, status: 'CANCELLED' });
  const jobOf = async () =>
    (
      await db()
        .select()
        .from(job)
        .where(and(eq(job.kind, OFFER_WAITLIST), eq(job.key, venue.venue.id)))
    )[0];
  /** What two processes do at an instant: the log has been read, and the jobs run that are due. */
  const work = async (now: Date) => {
    const [consumer] = WAITLIST_CONSUMERS;
    if (!consumer) throw new Error('no consumer');
    await until('the log is read', async () => !(await findBehind(consumer, 100)).includes(venue.venue.id));
    const runners = [0, 1].map(() => new JobRunner({ db: db(), kinds: WAITLIST_JOBS, clock: () => now }));
    await Promise.all(runners.map((runner) => runner.runDue()));
  };
  const statesOf = async () => {
    const rows = await db().select().from(waitlistEntry).where(eq(waitlistEntry.businessId, venue.venue.id));
    return Object.fromEntries(rows.map(({ customerName, state }) => [customerName, state]));
  };
  const offersWritten = async () => {
    const isOffer = and(eq(outboxMessage.businessId, venue.venue.id), eq(outboxMessage.kind, 'waitlist-offer'));
    return (await db().select().from(outboxMessage).where(isOffer)).map(({ recipient }) => recipient);
  };
  const heldAt = async () =>
    (await db().select().from(stay).where(eq(stay.businessId, venue.venue.id)))
      .filter(({ holdId }) => holdId !== null)
      .map(({ startsAt }) => startsAt);
  const decide = (waitlistOffers: 'LATER' | 'ALWAYS') =>
    db().update(business).set({ waitlistOffers }).where(eq(business.id, venue.venue.id));

  it('offers a table after a cancellation, to the next when that offer runs out, and to nobody twice', async () => {
    const day = addDays(today(), 2);
    const noon = at('12:00');
    const wish = { day, from: '20:00', until: '20:00' };
    const booked = await book('20:00', day);
    await work(noon);
    expect(await jobOf(), 'nobody waits').toBeUndefined();
    await add('ana', wish);
    await add('berta', wish, after(1, noon));
    await work(noon);
    expect([await statesOf(), await offersWritten()]).toEqual([{ ana: 'WAITING', berta: 'WAITING' }, []]);
    expect((await jobOf())?.runAt).toEqual(after(1, noon));

    const freed = after(30, noon);
    await cancel(booked, freed);
    await work(freed);
    expect(await statesOf()).toEqual({ ana: 'OFFERED', berta: 'WAITING' });
    expect(await offersWritten()).toEqual(['ana@guest.test']);
    expect(await heldAt()).toEqual([at('20:00', day)]);

    const end = new Date(freed.getTime() + OFFER_MS.later);
    await work(after(-1, end));
    expect(await statesOf()).toEqual({ ana: 'OFFERED', berta: 'WAITING' });
    await work(end);
    expect(await statesOf()).toEqual({ ana: 'EXPIRED', berta: 'OFFERED' });
    await work(new Date(end.getTime() + OFFER_MS.later));
    expect(await statesOf()).toEqual({ ana: 'EXPIRED', berta: 'EXPIRED' });
    expect((await offersWritten()).sort(), 'one letter each').toEqual(['ana@guest.test', 'berta@guest.test']);
    expect(await heldAt(), 'the table is free').toEqual([]);
    expect(await jobOf(), 'nobody waits any more').toBeUndefined();

    // The table is free, and something happens: still nobody who had their offer has another one.
    const other = await book('22:30', day);
    await cancel(other, after(300, noon));
    await work(after(301, noon));
    expect(await statesOf()).toEqual({ ana: 'EXPIRED', berta: 'EXPIRED' });
    const clara = await add('clara', wish, after(302, noon));
    await work(after(302, noon));
    expect(await statesOf()).toMatchObject({ clara: 'OFFERED' });
    await deleteEntry(host(after(303, noon)), { id: clara });
    await work(after(304, noon));
    expect([await statesOf(), await offersWritten()]).toMatchObject([{ clara: 'CANCELLED' }, { length: 3 }]);
  });

  it('offers nothing once its time has begun, and ends an offer at its time', async () => {
    await decide('ALWAYS');
    const day = today();
    const booked = await book('20:00', day);
    await add('ana', { day, from: '20:00', until: '20:00' });
    await work(at('19:00'));
    await cancel(booked, at('20:00'));
    await work(at('20:00'));
    expect([await statesOf(), await heldAt()]).toEqual([{ ana: 'WAITING' }, []]);
    await add('berta', { day, from: '20:30', until: '20:30' }, at('20:01'));
    await work(at('20:25'));
    expect(await statesOf()).toEqual({ ana: 'WAITING', berta: 'OFFERED' });
    await work(at('20:29'));
    expect(await statesOf()).toMatchObject({ berta: 'OFFERED' });
    await work(at('20:30'));
    expect(await statesOf()).toMatchObject({ berta: 'EXPIRED' });
    await work(at('23:00'));
    expect([await statesOf(), await offersWritten()]).toEqual([
      { ana: 'WAITING', berta: 'EXPIRED' },
      ['berta@guest.test'],
    ]);
    // The night is over.
    await work(at('12:00', addDays(day, 1)));
    expect([await statesOf(), await jobOf()]).toEqual([{ ana: 'EXPIRED', berta: 'EXPIRED' }, undefined]);
  });

  it('reads in the log what happened while no process ran', async () => {
    const day = addDays(today(), 2);
    const booked = await book('20:00', day);
    await add('ana', { day, from: '20:00', until: '20:00' });
    await work(at('12:00'));
    await stop();
    await cancel(booked, at('12:01'));
    await db().delete(job).where(eq(job.key, venue.venue.id));
    stop = await startConsumers(WAITLIST_CONSUMERS);
    await work(at('12:02'));
    expect(await statesOf()).toEqual({ ana: 'OFFERED' });
  });
});
