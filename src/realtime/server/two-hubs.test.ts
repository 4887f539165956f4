import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBus, MemoryExchange, type TestBus } from './bus/bus.fixture';
import type { Hub, HubOptions } from './hub';
import { BUSINESS, createHub, MemoryLog, openStream, range } from './stream.fixture';

/** As if the look at the log did not exist. */
const NEVER = 3_600_000;

interface Process {
  readonly hub: Hub;
  readonly bus: TestBus;
  /** Commits here: the own hub gets the entries, the others a doorbell. */
  readonly commit: (count?: number) => void;
  readonly close: () => Promise<void>;
}

const processes: Process[] = [];
afterEach(async () => {
  for (const { close } of processes.splice(0)) await close();
});

function start(log: MemoryLog, exchange: MemoryExchange, options: Partial<HubOptions> = {}): Process {
  const hub = createHub(log, { lookMs: NEVER, ...options });
  const made = createBus(exchange.open, {
    onRing: (bell) => hub.hear(bell),
    onHeard: (businessIds) => hub.look(businessIds),
    retryMs: { first: 1, most: 5 },
  });
  const { bus } = made;
  hub.onInterest((businessId, wanted) => (wanted ? bus.listen(businessId) : bus.unlisten(businessId)));
  const process: Process = {
    hub,
    bus: made,
    commit: (count = 1) => {
      const entries = log.append(count);
      hub.ring(entries);
      for (const entry of entries) bus.publish(entry);
    },
    close: async () => {
      await hub.drain({ spreadMs: 0 });
      await bus.close();
    },
  };
  processes.push(process);
  return process;
}

/** Its state is some turns old when it arrives. */
class SlowLog extends MemoryLog {
  constructor(private readonly late: number) {
    super();
  }

  override async state(businessId: string) {
    const state = await super.state(businessId);
    await turns(this.late);
    return state;
  }
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('two processes on one log, with no look at it but the one a subscription causes', () => {
  it('brings the commits of each to the streams of the other', async () => {
    const log = new MemoryLog();
    const exchange = new MemoryExchange();
    const [a, b] = [start(log, exchange), start(log, exchange)];
    const streams = [await openStream(a.hub), await openStream(b.hub)];
    for (let i = 0; i < 20; i++) {
      (i % 2 ? a : b).commit();
      await turns(i % 4);
    }
    await vi.waitFor(() => {
      for (const stream of streams) expect(stream.seqs()).toEqual(range(1, 20));
    });
  });

  it('reads nothing for the echo of its own commits', async () => {
    const log = new MemoryLog();
    const exchange = new MemoryExchange();
    const echoes = vi.fn((bell, ring) => ring(bell));
    exchange.deliver = echoes;
    const a = start(log, exchange);
    const stream = await openStream(a.hub);
    await turns(20);
    const { reads, states } = log;
    for (let i = 0; i < 10; i++) {
      a.commit(3);
      await turns(10);
    }
    await vi.waitFor(() =>
      expect(echoes).toHaveBeenLastCalledWith({ businessId: BUSINESS, seq: 30 }, expect.anything()),
    );
    expect(stream.seqs()).toEqual(range(1, 30));
    expect([log.reads - reads, log.states - states]).toEqual([0, 0]);
  });

  it('loses nothing between the moment a stream opens and the moment its business is heard', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 6 }), { maxLength: 12 }), fc.nat({ max: 8 }), async (gaps, before) => {
        const log = new SlowLog(before);
        const exchange = new MemoryExchange();
        const [a, b] = [start(log, exchange), start(log, exchange)];
        await turns(before);
        const opening = openStream(b.hub, 'e1:0');
        for (const gap of gaps) {
          a.commit();
          await turns(gap);
        }
        const stream = await opening;
        await vi.waitFor(() => expect(stream.seqs()).toEqual(range(1, gaps.length)), { interval: 2 });
        await Promise.all([a.close(), b.close()]);
      }),
      { numRuns: 60 },
    );
  });

  it('catches up at once when the bus is back, with nobody ringing again', async () => {
    const log = new MemoryLog();
    const exchange = new MemoryExchange();
    const [a, b] = [start(log, exchange), start(log, exchange)];
    const stream = await openStream(b.hub);
    await vi.waitFor(() => expect(b.bus.stats().heard).toBe(1));
    await turns(20);
    exchange.deliver = () => {};
    a.commit(5);
    await vi.waitFor(() => expect(exchange.batches.flat()).toHaveLength(1));
    await turns(20);
    expect(stream.seqs()).toEqual([]);
    exchange.cut();
    await vi.waitFor(() => expect(stream.seqs()).toEqual(range(1, 5)));
  });

  it('wants a business while it has a channel here, and no longer', async () => {
    const hub = createHub(new MemoryLog(), { lingerMs: 20, heartbeatMs: 40 });
    const wanted: [string, boolean][] = [];
    const stream = await openStream(hub);
    hub.onInterest((businessId, wants) => wanted.push([businessId, wants]));
    expect(wanted).toEqual([[BUSINESS, true]]);
    stream.leave();
    await vi.waitFor(() =>
      expect(wanted).toEqual([
        [BUSINESS, true],
        [BUSINESS, false],
      ]),
    );
    await openStream(hub);
    await expect(
      openStream(hub, undefined, { businessId: 'none', userId: 'u', sessionId: 's', audience: 'full' }),
    ).rejects.toThrow();
    expect(wanted.slice(2)).toEqual([
      [BUSINESS, true],
      ['none', true],
      ['none', false],
    ]);
    hub.close();
  });

  it('believes no doorbell that the log does not know', async () => {
    const log = new MemoryLog();
    const exchange = new MemoryExchange();
    const [a, b] = [start(log, exchange), start(log, exchange)];
    const stream = await openStream(b.hub);
    b.hub.hear({ businessId: BUSINESS, seq: Number.MAX_SAFE_INTEGER });
    b.hub.hear({ businessId: 'elsewhere', seq: 3 });
    await turns(50);
    expect(log.reads).toBeLessThan(5);
    a.commit(2);
    await vi.waitFor(() => expect(stream.seqs()).toEqual([1, 2]));
    expect(stream.ended()).toBe(false);
  });
});

describe('a bus that drops, doubles and reorders', () => {
  it('costs time and nothing else: every stream of every process gets 1..n in order', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('commit' as const), at: fc.nat({ max: 1 }) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('turns' as const), at: fc.integer({ min: 1, max: 6 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), at: fc.nat({ max: 1 }) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('cut' as const), at: fc.constant(0) }) },
    );
    const fate = fc.constantFrom('now', 'now', 'lost', 'twice', 'late');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.infiniteStream(fate), async (steps, fates) => {
        const log = new MemoryLog();
        const exchange = new MemoryExchange();
        const late: (() => void)[] = [];
        exchange.deliver = (bell, ring) => {
          const what = fates.next().value;
          if (what === 'now' || what === 'twice') ring(bell);
          if (what === 'late' || what === 'twice') late.unshift(() => ring(bell));
        };
        const both = [start(log, exchange, { lookMs: 15 }), start(log, exchange, { lookMs: 15 })];
        const at = (index: number) => both[index % both.length] as Process;
        const streams = [await openStream(at(0).hub, 'e1:0'), await openStream(at(1).hub, 'e1:0')];
        for (const s of steps) {
          if (s.do === 'commit') at(s.at).commit();
          else if (s.do === 'join') streams.push(await openStream(at(s.at).hub, 'e1:0'));
          else if (s.do === 'cut') exchange.cut();
          else await turns(s.at);
          if (s.at === 4) for (const ring of late.splice(0)) ring();
        }
        for (const ring of late.splice(0)) ring();
        await vi.waitFor(
          () => {
            for (const stream of streams) expect(stream.seqs()).toEqual(range(1, log.head));
          },
          { interval: 2, timeout: 5_000 },
        );
        expect(streams.some((stream) => stream.ended())).toBe(false);
        await Promise.all(both.map(({ close }) => close()));
      }),
      { numRuns: 80 },
    );
  });
});
