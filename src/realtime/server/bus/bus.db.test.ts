import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { MEETING_PLACES, type MeetingPlace } from '../../../../tests/support/meeting-places';
import type { BusOptions } from './bus';
import { createBus, type TestBus } from './bus.fixture';

const PATIENCE = { timeout: 20_000, interval: 10 };

describe.each(Object.entries(MEETING_PLACES))('a bus over %s', (_, meet) => {
  let place: MeetingPlace;
  const buses: TestBus[] = [];
  beforeAll(async () => {
    place = await meet();
  });
  afterEach(async () => {
    for (const { bus } of buses.splice(0)) await bus.close();
  });
  afterAll(() => place.close());

  /** A bus that hears these businesses. */
  async function connect(businessIds: readonly string[] = [], options: Partial<BusOptions> = {}): Promise<TestBus> {
    const made = createBus(place.open, options);
    buses.push(made);
    for (const businessId of businessIds) made.bus.listen(businessId);
    await untilHeard(made, businessIds.length);
    return made;
  }
  const untilHeard = (bus: TestBus, count: number) =>
    vi.waitFor(() => expect(bus.stats()).toMatchObject({ state: 'connected', heard: count }), PATIENCE);

  it('brings a doorbell to every process that hears the business, the one that rang included, and to no other', async () => {
    const [ours, other] = [randomUUID(), randomUUID()];
    const a = await connect([ours]);
    const b = await connect([ours, other]);
    const c = await connect([other]);
    a.bus.publish({ businessId: ours, seq: 7 });
    a.bus.publish({ businessId: other, seq: 9 });
    await vi.waitFor(() => expect(c.rings).toEqual([{ businessId: other, seq: 9 }]), PATIENCE);
    await vi.waitFor(() => expect(a.rings).toEqual([{ businessId: ours, seq: 7 }]), PATIENCE);
    await vi.waitFor(() => expect(b.rings).toHaveLength(2), PATIENCE);
    expect(b.rings).toEqual(expect.arrayContaining([...a.rings, ...c.rings]));
    expect(a.stats()).toMatchObject({ published: 2, received: 1, reconnects: 0, dropped: 0 });
  });

  it('hears a business from the moment it says so, and no longer once it is not wanted', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const a = await connect();
    const b = await connect([first]);
    expect(b.heard).toEqual([first]);
    b.bus.listen(second);
    b.bus.unlisten(first);
    await vi.waitFor(() => expect(b.heard).toEqual([first, second]), PATIENCE);
    await untilHeard(b, 1);
    a.bus.publish({ businessId: first, seq: 1 });
    a.bus.publish({ businessId: second, seq: 2 });
    await vi.waitFor(() => expect(b.rings).toEqual([{ businessId: second, seq: 2 }]), PATIENCE);
  });

  it('hears every ring that follows the word that it hears', async () => {
    const a = await connect();
    const b = await connect();
    for (let seq = 1; seq <= 50; seq++) {
      const businessId = randomUUID();
      b.bus.listen(businessId);
      await vi.waitFor(() => expect(b.heard.at(-1)).toBe(businessId), { ...PATIENCE, interval: 1 });
      a.bus.publish({ businessId, seq });
      await vi.waitFor(() => expect(b.rings.at(-1)).toEqual({ businessId, seq }), { ...PATIENCE, interval: 1 });
    }
  });

  it('merges what one turn says of a business into its highest sequence', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const a = await connect();
    const b = await connect([one, two]);
    for (const seq of [3, 5, 4]) a.bus.publish({ businessId: one, seq });
    a.bus.publish({ businessId: two, seq: 1 });
    await vi.waitFor(() => expect(b.rings).toHaveLength(2), PATIENCE);
    expect(b.rings).toEqual(
      expect.arrayContaining([
        { businessId: one, seq: 5 },
        { businessId: two, seq: 1 },
      ]),
    );
    expect(a.stats().published).toBe(2);
  });

  it('hears a thousand businesses on one connection and brings a ring of each', async () => {
    const businessIds = Array.from({ length: 1_000 }, () => randomUUID());
    const b = await connect(businessIds);
    const a = await connect();
    for (const businessId of businessIds) a.bus.publish({ businessId, seq: 1 });
    await vi.waitFor(() => expect(new Set(b.rings.map(({ businessId }) => businessId)).size).toBe(1_000), PATIENCE);
    expect(b.rings).toHaveLength(1_000);
  });

  it('connects again when its connection is ended, says what it hears again, and hears it', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    const a = await connect();
    const b = await connect([one, two]);
    b.heard.length = 0;
    await place.cut();
    await vi.waitFor(() => expect(b.heard.toSorted()).toEqual([one, two].toSorted()), PATIENCE);
    await vi.waitFor(() => expect(b.states).toEqual(['up', 'down', 'up']), PATIENCE);
    expect(b.stats()).toMatchObject({ state: 'connected', reconnects: 1 });
    await vi.waitFor(() => expect(a.stats().state).toBe('connected'), PATIENCE);
    a.bus.publish({ businessId: two, seq: 2 });
    await vi.waitFor(() => expect(b.rings).toEqual([{ businessId: two, seq: 2 }]), PATIENCE);
  });

  it('throws nothing into anybody while the place is gone, and makes up for it afterwards', async () => {
    const [before, meanwhile, dropped] = [randomUUID(), randomUUID(), randomUUID()];
    const a = await connect([], { maxWaiting: 2 });
    const b = await connect([before, dropped]);
    await place.goAway();
    await vi.waitFor(() => expect([a.stats().state, b.stats().state]).toEqual(['connecting', 'connecting']), PATIENCE);
    b.heard.length = 0;
    b.bus.listen(meanwhile);
    b.bus.unlisten(dropped);
    a.bus.publish({ businessId: dropped, seq: 1 });
    a.bus.publish({ businessId: before, seq: 4 });
    a.bus.publish({ businessId: before, seq: 6 });
    a.bus.publish({ businessId: meanwhile, seq: 8 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(a.stats()).toMatchObject({ published: 0, dropped: 1 });
    expect(b.heard).toEqual([]);
    await place.comeBack();
    await vi.waitFor(() => expect(b.heard.toSorted()).toEqual([before, meanwhile].toSorted()), PATIENCE);
    await vi.waitFor(() => expect(a.stats()).toMatchObject({ state: 'connected', published: 2 }), PATIENCE);
    a.bus.publish({ businessId: before, seq: 7 });
    await vi.waitFor(() => expect(b.rings.at(-1)).toEqual({ businessId: before, seq: 7 }), PATIENCE);
    // A cluster whose nodes come back one by one may be lost again between two of them.
    expect(a.states.join(' ')).toMatch(/^up( down up)+$/);
  });

  it('sends what waits when it closes, closes once, and leaves no connection', async () => {
    const businessId = randomUUID();
    const b = await connect([businessId]);
    const a = await connect();
    a.bus.publish({ businessId, seq: 3 });
    await Promise.all([a.bus.close(), a.bus.close()]);
    await a.bus.close();
    await vi.waitFor(() => expect(b.rings).toEqual([{ businessId, seq: 3 }]), PATIENCE);
    a.bus.publish({ businessId, seq: 4 });
    a.bus.listen(businessId);
    expect(a.stats()).toMatchObject({ state: 'closed', heard: 0 });
    await b.bus.close();
    await vi.waitFor(async () => expect(await place.links()).toBe(0), PATIENCE);
    expect([a.rings, b.rings]).toEqual([[], [{ businessId, seq: 3 }]]);
  });

  it('leaves no connection when it closes while it connects', async () => {
    for (let times = 0; times < 5; times++) {
      const link = await place.open({ onRing: () => {}, onLost: () => {} });
      link.subscribe([randomUUID(), randomUUID(), randomUUID()]).catch(() => {});
      await link.close();
    }
    await vi.waitFor(async () => expect(await place.links()).toBe(0), PATIENCE);
  });

  it('closes at once while the place is gone', async () => {
    const a = await connect([randomUUID()]);
    await place.goAway();
    await vi.waitFor(() => expect(a.stats().state).toBe('connecting'), PATIENCE);
    a.bus.publish({ businessId: randomUUID(), seq: 1 });
    await a.bus.close();
    await place.comeBack();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(a.stats()).toMatchObject({ state: 'closed', reconnects: 0 });
    expect(await place.links()).toBe(0);
  });
});
