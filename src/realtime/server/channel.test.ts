import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { epochFor } from '../protocol/cursor';
import { hubOn } from './hub.fixture';
import { grantOf, MemoryLog, openStream, range } from './stream.fixture';

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe('order', () => {
  it('brings each stream exactly 1..n in order, whatever the rings: late, doubled, lost, joined in the middle', async () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          do: fc.constant('commit' as const),
          ring: fc.constantFrom('now', 'late', 'twice', 'lost'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('join' as const), at: fc.nat({ max: 1000 }), door: fc.boolean() }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), seed: fc.nat() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('turn' as const), count: fc.integer({ min: 1, max: 4 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), fc.integer({ min: 1, max: 20 }), async (steps, tail) => {
        const log = new MemoryLog();
        const hub = hubOn(log, { lookMs: 5, tail: { entries: tail, bytes: 10_000 } });
        const late: typeof log.entries = [];
        const streams = [{ from: 0, stream: await openStream(hub, 'e1:0') }];
        for (const s of steps) {
          if (s.do === 'commit') {
            const entries = log.append();
            if (s.ring === 'now' || s.ring === 'twice') hub.ring(entries);
            if (s.ring === 'late' || s.ring === 'twice') late.push(...entries);
          } else if (s.do === 'join') {
            const from = Math.min(s.at, log.head);
            const grant = grantOf({ audience: s.door ? 'door' : 'full' });
            streams.push({ from, stream: await openStream(hub, `${epochFor('e1', grant.audience)}:${from}`, grant) });
          } else if (s.do === 'release') {
            const shuffled = late.splice(0).sort((a, b) => ((a.seq * s.seed) % 7) - ((b.seq * s.seed) % 7));
            hub.ring(shuffled);
          } else await turns(s.count);
        }
        await vi.waitFor(
          () => {
            for (const { from, stream } of streams) {
              expect(stream.events[0]).toMatchObject({ type: 'connected' });
              expect(stream.seqs()).toEqual(range(from + 1, log.head));
            }
          },
          { interval: 2 },
        );
        expect(streams.some(({ stream }) => stream.ended())).toBe(false);
        await hub.drain({ spreadMs: 0 });
      }),
      { numRuns: 150 },
    );
  });

  it('brings more streams than one slice holds the same, also those that join between slices', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { tail: { entries: 5, bytes: 10_000 } });
    const streams = await Promise.all(
      range(1, 1_200).map(async () => ({ from: 0, stream: await openStream(hub, 'e1:0') })),
    );
    for (let i = 0; i < 30; i++) {
      hub.ring(log.append(3));
      const from = log.head - (i % 4);
      if (i % 2) streams.push({ from, stream: await openStream(hub, `e1:${from}`) });
      else await turns(1);
    }
    await vi.waitFor(() => {
      for (const { from, stream } of streams) expect(stream.seqs()).toEqual(range(from + 1, log.head));
    }, 5_000);
  });

  it('loses nothing of a burst larger than a batch and than the tail', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { tail: { entries: 5, bytes: 10_000 }, maxUnsentBytes: 4_000_000 });
    const stream = await openStream(hub);
    hub.ring(log.append(600, 1_000));
    await vi.waitFor(() => expect(stream.seqs()).toEqual(range(1, 600)));
    expect(log.reads).toBe(0);
  });

  it('fills a hole with one read, however many rings show it', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log);
    const stream = await openStream(hub);
    const [, ...rest] = log.append(50);
    log.reads = 0;
    for (const entry of rest.reverse()) hub.ring([entry]);
    await vi.waitFor(() => expect(stream.seqs()).toEqual(range(1, 50)));
    expect(log.reads).toBe(1);
  });

  it('reads nothing when rings of one turn are merely out of order', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log);
    const stream = await openStream(hub);
    for (const entry of log.append(20).reverse()) hub.ring([entry]);
    await vi.waitFor(() => expect(stream.seqs()).toEqual(range(1, 20)));
    expect(log.reads).toBe(0);
  });

  it('finds commits that never rang, by looking', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { lookMs: 10 });
    const stream = await openStream(hub);
    log.append(1_300);
    await vi.waitFor(() => expect(stream.seqs()).toEqual(range(1, 1_300)));
  });

  it('goes on by itself after the log was away while a hole was open', async () => {
    const log = new MemoryLog();
    const errors: unknown[] = [];
    const hub = hubOn(log, { lookMs: 10, onError: (error) => errors.push(error) });
    const stream = await openStream(hub);
    const [, second] = log.append(2);
    log.failing = true;
    hub.ring(second ? [second] : []);
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(2));
    expect(errors.length).toBeLessThan(50);
    expect(stream.seqs()).toEqual([]);
    log.failing = false;
    await vi.waitFor(() => expect(stream.seqs()).toEqual([1, 2]));
  });
});

describe('resume', () => {
  const cases: [string, number, number, string, number[] | 'resync'][] = [
    ['an empty log from its start', 0, 0, 'e1:0', []],
    ['one past an empty log', 0, 0, 'e1:1', 'resync'],
    ['exactly at the head', 0, 10, 'e1:10', []],
    ['one before the head', 0, 10, 'e1:9', [10]],
    ['one past the head', 0, 10, 'e1:11', 'resync'],
    ['exactly the floor', 5, 10, 'e1:5', range(6, 15)],
    ['one below the floor', 5, 10, 'e1:4', 'resync'],
    ['the floor of a log pruned empty', 5, 0, 'e1:5', []],
    ['below the floor of a log pruned empty', 5, 0, 'e1:4', 'resync'],
    ['another epoch', 0, 10, 'e0:5', 'resync'],
    ['another epoch at the head', 0, 10, 'e0:10', 'resync'],
    ['text that is no cursor', 0, 10, 'e1:-1', 'resync'],
    ['farther back than the tail and a page', 0, 2_500, 'e1:1', range(2, 2_500)],
  ];
  it.each(cases)('%s', async (_, floor, count, cursor, expected) => {
    const log = new MemoryLog();
    log.floor = floor;
    log.append(count);
    const hub = hubOn(log);
    const stream = await openStream(hub, cursor);
    if (expected === 'resync') {
      await vi.waitFor(() => expect(stream.ended()).toBe(true));
      expect(stream.events).toMatchObject([
        { type: 'connected', cursor: `e1:${log.head}` },
        { type: 'error', code: 'resync-required' },
      ]);
      expect(hub.stats().streams).toBe(0);
      return;
    }
    hub.ring(log.append());
    await vi.waitFor(() => expect(stream.seqs()).toEqual([...expected, log.head]));
    expect(stream.events[0]).toMatchObject({ type: 'connected', cursor });
    expect(stream.ids.slice(1)).toEqual(stream.seqs().map((seq) => `e1:${seq}`));
  });

  it('is refused when the log was pruned past it after this process last looked', async () => {
    const log = new MemoryLog();
    log.append(1_500);
    const hub = hubOn(log, { tail: { entries: 10, bytes: 10_000 } });
    await openStream(hub);
    log.floor = 1_000;
    const behind = await openStream(hub, 'e1:5');
    const within = await openStream(hub, 'e1:1000');
    await vi.waitFor(() => expect(behind.events.at(-1)).toMatchObject({ code: 'resync-required' }));
    expect(behind.seqs()).toEqual([]);
    await vi.waitFor(() => expect(within.seqs()).toEqual(range(1_001, 1_500)));
  });

  it('starts at the head without a cursor', async () => {
    const log = new MemoryLog();
    log.append(7);
    const hub = hubOn(log);
    const stream = await openStream(hub);
    expect(stream.ended()).toBe(false);
    hub.ring(log.append());
    await vi.waitFor(() => expect(stream.seqs()).toEqual([8]));
    expect(stream.events[0]).toMatchObject({ cursor: 'e1:7' });
  });

  it('believes a cursor ahead of what this process has seen once the log confirms it', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log);
    const first = await openStream(hub);
    log.append(3);
    const second = await openStream(hub, 'e1:2');
    await vi.waitFor(() => expect(second.seqs()).toEqual([3]));
    await vi.waitFor(() => expect(first.seqs()).toEqual([1, 2, 3]));
  });

  it('serves many returning streams with two queries', async () => {
    const log = new MemoryLog();
    log.append(300);
    const hub = hubOn(log);
    const streams = await Promise.all(range(0, 199).map((i) => openStream(hub, `e1:${i}`)));
    await vi.waitFor(() => {
      for (const [i, stream] of streams.entries()) expect(stream.seqs()).toEqual(range(i + 1, 300));
    });
    expect({ states: log.states, reads: log.reads }).toEqual({ states: 1, reads: 1 });
  });

  it.each(['ring', 'look'])('asks everyone to resync when the epoch changed, told by a %s', async (how) => {
    const log = new MemoryLog();
    log.append(5);
    const hub = hubOn(log, { lookMs: how === 'look' ? 10 : 60_000 });
    const streams = [await openStream(hub), await openStream(hub, 'e1:2')];
    log.epoch = 'e2';
    log.entries = [];
    const entries = log.append(2);
    if (how === 'ring') hub.ring(entries);
    await vi.waitFor(() => {
      for (const stream of streams) expect(stream.events.at(-1)).toMatchObject({ code: 'resync-required' });
    });
    const after = await openStream(hub, 'e2:1');
    hub.ring(log.append());
    await vi.waitFor(() => expect(after.seqs()).toEqual([2, 3]));
  });

  it('asks for a resync when the history went back without a new epoch', async () => {
    const log = new MemoryLog();
    log.append(5);
    const hub = hubOn(log, { lookMs: 10 });
    const stream = await openStream(hub);
    log.entries = log.entries.slice(0, 3);
    await vi.waitFor(() => expect(stream.events.at(-1)).toMatchObject({ code: 'resync-required' }));
  });

  it('asks for a resync, and does not spin, when the log lost an event', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { lookMs: 10 });
    const stream = await openStream(hub);
    log.append(3);
    log.entries.shift();
    await vi.waitFor(() => expect(stream.events.at(-1)).toMatchObject({ code: 'resync-required' }));
    expect(log.reads).toBeLessThan(10);
  });
});

describe('audiences', () => {
  it('shows an audience what it may see, and skips with their sequence in place of the rest', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log);
    const door = await openStream(hub, undefined, grantOf({ audience: 'door' }));
    hub.ring(log.append(2));
    await vi.waitFor(() => expect(door.seqs()).toEqual([1, 2]));
    expect(door.events.slice(1)).toEqual([
      expect.objectContaining({ type: 'status-changed', seq: 1 }),
      { type: 'skip', businessId: 'b1', timestamp: '2026-11-21T20:00:00.000Z', seq: 2 },
    ]);
    expect(door.ids.slice(1)).toEqual(['e1-door:1', 'e1-door:2']);
  });

  const streams: [string, string, string, number[] | 'resync'][] = [
    ['goes on for the same audience', 'night 2026-11-21', 'e1-night-2026-11-21:1', [2]],
    ['is refused to who saw everything', 'night 2026-11-21', 'e1:1', 'resync'],
    ['is refused to who saw less', 'full', 'e1-night-2026-11-21:1', 'resync'],
    ['is refused to who saw another day', 'night 2026-11-22', 'e1-night-2026-11-21:1', 'resync'],
    ['goes on for who sees everything', 'full', 'e1:1', [2]],
  ];
  it.each(streams)('a cursor %s', async (_, audience, cursor, expected) => {
    const log = new MemoryLog();
    log.append(2);
    const stream = await openStream(hubOn(log), cursor, grantOf({ audience }));
    if (expected !== 'resync') return vi.waitFor(() => expect(stream.seqs()).toEqual(expected));
    await vi.waitFor(() => expect(stream.ended()).toBe(true));
    const head = `${epochFor('e1', audience)}:2`;
    expect(stream.events).toMatchObject([{ type: 'connected', cursor: head }, { code: 'resync-required' }]);
  });

  it('starts without a cursor at one that the same audience can go on from', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log);
    log.append(3);
    const first = await openStream(hub, undefined, grantOf({ audience: 'door' }));
    await vi.waitFor(() => expect(first.events).toMatchObject([{ type: 'connected', cursor: 'e1-door:3' }]));
    hub.ring(log.append());
    const next = await openStream(hub, 'e1-door:3', grantOf({ audience: 'door' }));
    await vi.waitFor(() => expect(next.seqs()).toEqual([4]));
  });

  it('projects an event once per audience, whatever the number of streams', async () => {
    const log = new MemoryLog();
    const project = vi.fn((entry: { json: string }) => entry.json);
    const hub = hubOn(log, { project });
    const streams = await Promise.all(
      range(1, 60).map((i) => openStream(hub, undefined, grantOf({ audience: i % 2 ? 'full' : 'door' }))),
    );
    hub.ring(log.append());
    await vi.waitFor(() => expect(streams.every((stream) => stream.seqs().length === 1)).toBe(true));
    expect(project).toHaveBeenCalledTimes(2);
  });
});
