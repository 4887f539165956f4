import { setImmediate } from 'node:timers/promises';
import { and, asc, eq } from 'drizzle-orm';
import { afterEach, expect, it, vi } from 'vitest';
import { type Consumer, consumeNext, findBehind, placeConsumers } from '@/modules/events/consume';
import type { LoggedEvent } from '@/modules/events/rules';
import { eventConsumer, venueEvent } from '@/modules/events/tables';
import { pruneEvents } from '@/modules/retention/prune-events';
import { business } from '@/modules/venues/tables';
import { db, onCommit } from '@/platform/db/transaction';
import { describeDatabases } from '../../tests/support/databases';
import { deferred } from '../../tests/support/deferred';
import { makeReservation, makeVenue } from '../../tests/support/fixtures';
import { startConsumers } from './consumers';

const DAY_MS = 24 * 60 * 60_000;

/** Remembers what it handled, by venue. */
function recorder(name: string, before: (events: readonly LoggedEvent[]) => void = () => {}) {
  const seen = new Map<string, number[]>();
  const consumer: Consumer = {
    name,
    async handle(_tx, businessId, events) {
      before(events);
      seen.set(businessId, [...(seen.get(businessId) ?? []), ...events.map(({ seq }) => seq)]);
    },
  };
  return { consumer, seen };
}

/** Handles nothing until `finish` is called. */
function gated(name: string) {
  const [started, finished] = [deferred<void>(), deferred<void>()];
  const consumer: Consumer = {
    name,
    handle() {
      started.resolve();
      return finished.promise;
    },
  };
  return { consumer, started: started.promise, finish: finished.resolve };
}

const positionOf = async (businessId: string, name: string) => {
  const isOf = and(eq(eventConsumer.businessId, businessId), eq(eventConsumer.name, name));
  const [row] = await db().select().from(eventConsumer).where(isOf);
  return row?.seq;
};

describeDatabases('a durable consumer of the log', (kind) => {
  let stop: () => Promise<void> = async () => {};
  afterEach(async () => {
    await stop();
    stop = async () => {};
    vi.restoreAllMocks();
  });

  it('handles every event from its first start on, in order, and goes on where it stood', async () => {
    const { consumer, seen } = recorder('a');
    const venue = await makeVenue();
    await makeReservation(venue);
    stop = await startConsumers([consumer]);
    for (let i = 0; i < 3; i++) await makeReservation(venue);
    await vi.waitFor(() => expect(seen.get(venue.venue.id)).toEqual([2, 3, 4]));
    await stop();
    await makeReservation(venue);
    await stop();
    expect(seen.get(venue.venue.id), 'stopped').toEqual([2, 3, 4]);
    const later = await makeVenue();
    await makeReservation(later);
    stop = await startConsumers([consumer]);
    await vi.waitFor(() => expect(seen.get(venue.venue.id)).toEqual([2, 3, 4, 5]));
    await vi.waitFor(() => expect(seen.get(later.venue.id)).toEqual([1]));
  });

  it('tries again after a failure, loses nothing, and leaves other venues alone', async () => {
    const [broken, sound] = [await makeVenue(), await makeVenue()];
    let failures = 0;
    const { consumer, seen } = recorder('b', ([event]) => {
      if (event?.businessId !== broken.venue.id || failures > 0) return;
      failures += 1;
      throw new Error('unreachable');
    });
    stop = await startConsumers([consumer]);
    await makeReservation(broken);
    await vi.waitFor(() => expect(failures).toBe(1));
    await makeReservation(sound);
    await vi.waitFor(() => expect(seen.get(sound.venue.id)).toEqual([1]));
    expect(await positionOf(broken.venue.id, 'b')).toBe(0);
    await vi.waitFor(
      async () => {
        await makeReservation(broken);
        expect(seen.get(broken.venue.id)?.[0]).toBe(1);
      },
      { timeout: 10_000, interval: 300 },
    );
    const handled = seen.get(broken.venue.id) ?? [];
    expect(handled).toEqual(handled.map((_, i) => i + 1));
  });

  it('pauses longer for a venue after each failure, while the venues beside it go on', async () => {
    const [broken, sound] = [await makeVenue(), await makeVenue()];
    let failures = 0;
    const { consumer, seen } = recorder('e', ([event]) => {
      if (event?.businessId !== broken.venue.id) return;
      failures += 1;
      throw new Error('unreachable');
    });
    let now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => now);
    stop = await startConsumers([consumer]);
    const failuresAfter = async (ms: number) => {
      now += ms;
      const { length } = seen.get(sound.venue.id) ?? [];
      await makeReservation(broken);
      await makeReservation(sound);
      await vi.waitFor(() => expect(seen.get(sound.venue.id)?.length).toBeGreaterThan(length));
      return failures;
    };
    for (const [ms, expected] of [
      [0, 1],
      [999, 1],
      [1, 2],
      [1_999, 2],
      [1, 3],
    ] as const) {
      expect(await failuresAfter(ms)).toBe(expected);
    }
  });

  it('handles an event once where several processes look at once', async () => {
    const { consumer, seen } = recorder('c');
    await placeConsumers([consumer]);
    const venue = await makeVenue();
    const { id } = venue.venue;
    // Its row is there already: a lock alone keeps the others away.
    await db().insert(eventConsumer).values({ businessId: id, name: consumer.name, seq: 0 });
    for (let i = 0; i < 5; i++) await makeReservation(venue);
    expect(await findBehind(consumer, 1_000)).toContain(id);
    await Promise.all(Array.from({ length: 6 }, () => consumeNext(consumer, id)));
    expect(seen.get(id)).toEqual([1, 2, 3, 4, 5]);
    expect(await findBehind(consumer, 1_000)).not.toContain(id);
  });

  it.runIf(kind === 'postgres')('does not wait for the process that handles the events', async () => {
    const { consumer, started, finish } = gated('f');
    const venue = await makeVenue();
    const { id } = venue.venue;
    await db().insert(eventConsumer).values({ businessId: id, name: consumer.name, seq: 0 });
    await makeReservation(venue);
    const first = consumeNext(consumer, id);
    await started;
    expect(await consumeNext(consumer, id)).toBe(0);
    finish();
    expect(await first).toBe(1);
  });

  it('has stopped when the work in progress has ended', async () => {
    const { consumer, started, finish } = gated('g');
    stop = await startConsumers([consumer]);
    const venue = await makeVenue();
    await makeReservation(venue);
    await started;
    let hasStopped = false;
    const stopping = stop().then(() => {
      hasStopped = true;
    });
    await setImmediate();
    expect(hasStopped).toBe(false);
    finish();
    await stopping;
    expect(await positionOf(venue.venue.id, consumer.name)).toBe(1);
  });

  it('holds back what it has not handled from the pruning of the log', async () => {
    const { consumer } = recorder('d');
    const venue = await makeVenue();
    const { id } = venue.venue;
    for (let i = 0; i < 4; i++) await makeReservation(venue);
    await db()
      .update(venueEvent)
      .set({ createdAt: new Date(Date.now() - 2 * DAY_MS) })
      .where(eq(venueEvent.businessId, id));
    await db().update(business).set({ eventSeq: 20_000 }).where(eq(business.id, id));
    await db().insert(eventConsumer).values({ businessId: id, name: consumer.name, seq: 2 });
    await pruneEvents();
    const left = await db().select().from(venueEvent).where(eq(venueEvent.businessId, id)).orderBy(asc(venueEvent.seq));
    expect(left.map(({ seq }) => seq)).toEqual([3, 4]);
  });

  it('is told of a commit also when another listener fails', async () => {
    const venue = await makeVenue();
    const forgetBroken = onCommit(() => {
      throw new Error('broken listener');
    });
    const heard: number[] = [];
    const forget = onCommit((entries) => heard.push(...entries.map(({ seq }) => seq)));
    await makeReservation(venue);
    forgetBroken();
    forget();
    await makeReservation(venue);
    expect(heard).toEqual([1]);
  });
});
