import { describe, expect, it, vi } from 'vitest';
import { hubOn, LIMITS, refusalOf } from './hub.fixture';
import type { Sink } from './sink';
import { grantOf, MemoryLog, type OpenStream, openStream, range } from './stream.fixture';
import { WebSink } from './web-sink';

const errorsOf = ({ events }: OpenStream) => events.flatMap((event) => ('code' in event ? [event.code] : []));
const BESIDE = { processes: 2, isAlone: false, streamsOfBusiness: () => 0, streamsOfUser: () => 0 };

describe('hand-over', () => {
  it('hands a stream over at the end of its life, and brings events until its peer has left', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { heartbeatMs: 100, limits: { ...LIMITS, maxPerUser: 1 } });
    const stream = await openStream(hub, undefined, grantOf(), 60);
    await vi.waitFor(() => expect(errorsOf(stream)).toEqual(['draining']));
    hub.ring(log.append());
    await vi.waitFor(() => expect(stream.seqs()).toEqual([1]));
    // Its place is the next one's already.
    const next = await openStream(hub);
    stream.leave();
    await vi.waitFor(() => expect(hub.stats().streams).toBe(1));
    expect(hub.stats().closes).toEqual({ expired: 1 });
    expect(await refusalOf(hub)).toMatchObject({ cause: 'user' });
    next.leave();
  });

  it('withdraws access from what was handed over too', async () => {
    const audiences = new Map([
      ['s1', 'full'],
      ['s2', 'full'],
    ]);
    const hub = hubOn(new MemoryLog(), {
      authorizeMs: 10,
      heartbeatMs: 100,
      accessChanges: async () => ({ until: '0', changed: true, touches: () => true, reset: true }),
      stillAllowed: async (grants) =>
        new Map(
          grants.flatMap((grant) =>
            audiences.has(grant.sessionId) ? [[grant, audiences.get(grant.sessionId) ?? '']] : [],
          ),
        ),
    });
    const open = (sessionId: string) => openStream(hub, undefined, grantOf({ sessionId }), 60);
    const [revoked, demoted] = [await open('s1'), await open('s2')];
    await vi.waitFor(() => expect([revoked, demoted].map(errorsOf)).toEqual([['draining'], ['draining']]));
    audiences.delete('s1');
    audiences.set('s2', 'door');
    await vi.waitFor(() => expect([revoked.ended(), demoted.ended()]).toEqual([true, true]));
    expect([revoked, demoted].map(errorsOf)).toEqual([
      ['draining', 'revoked'],
      ['draining', 'draining'],
    ]);
    expect([hub.stats().streams, hub.counts.users.size]).toEqual([0, 0]);
  });

  it('ends what was handed over and is still held', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval'] });
    try {
      const hub = hubOn(new MemoryLog(), { maxLifeMs: 1_000 });
      const stream = await openStream(hub);
      vi.advanceTimersByTime(2_000);
      await vi.waitFor(() => expect(errorsOf(stream)).toEqual(['draining']));
      vi.advanceTimersByTime(4_000);
      expect(stream.ended()).toBe(false);
      vi.advanceTimersByTime(4_000);
      await vi.waitFor(() => expect(stream.ended()).toBe(true));
      expect(errorsOf(stream)).toEqual(['draining']);
      expect(hub.stats().closes).toEqual({ expired: 1 });
    } finally {
      vi.useRealTimers();
    }
  });

  it('gives back one place of a stream that fails while it is told of its hand-over', async () => {
    const hub = hubOn(new MemoryLog(), { heartbeatMs: 100, limits: { ...LIMITS, maxStreams: 1 } });
    let close = () => {};
    const failing: Sink = {
      transport: 'web',
      closed: false,
      unsent: 0,
      write: ({ body }) => body.includes('draining') && close(),
      onDrain: () => {},
      onClose: (listener) => {
        close = listener;
      },
      end: () => {},
    };
    expect(await hub.open(grantOf(), undefined, () => failing, 60)).toBeNull();
    await vi.waitFor(() => expect(hub.stats()).toMatchObject({ streams: 0, closes: { expired: 1 } }));
    expect(await refusalOf(hub)).toBeNull();
    expect(await refusalOf(hub)).toMatchObject({ cause: 'process' });
  });
});

describe('a drain', () => {
  it('beside other processes lets streams go on until their peers have left, at most for the time given', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, {
      elsewhere: BESIDE,
      heartbeatMs: 40,
    });
    const [leaves, stays] = [await openStream(hub), await openStream(hub)];
    let drained = false;
    const drain = hub.drain({ spreadMs: 3_600_000, withinMs: 400 }).then(() => {
      drained = true;
    });
    await vi.waitFor(() => expect([leaves, stays].map(errorsOf)).toEqual([['draining'], ['draining']]));
    hub.ring(log.append());
    await vi.waitFor(() => expect([leaves.seqs(), stays.seqs()]).toEqual([[1], [1]]));
    leaves.leave();
    await vi.waitFor(() => expect(hub.stats()).toMatchObject({ streams: 1, closes: { draining: 1 } }));
    expect([drained, hub.counts.users.size]).toEqual([false, 0]);
    await drain;
    await vi.waitFor(() => expect(stays.ended()).toBe(true));
    expect(hub.stats()).toMatchObject({ streams: 0, closes: { draining: 2 } });
  });

  it('lets a slow peer take all of the time given', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval'] });
    try {
      const hub = hubOn(new MemoryLog(), { elsewhere: BESIDE });
      const stream = await openStream(hub);
      const drain = hub.drain({ spreadMs: 0, withinMs: 60_000 });
      await vi.waitFor(() => expect(errorsOf(stream)).toEqual(['draining']));
      vi.advanceTimersByTime(58_000);
      expect(hub.stats().streams).toBe(1);
      vi.advanceTimersByTime(5_000);
      await drain;
      expect(hub.stats().streams).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends sooner what was handed over for its age when the process stops', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval'] });
    try {
      const hub = hubOn(new MemoryLog(), { maxLifeMs: 1_000, elsewhere: BESIDE });
      const stream = await openStream(hub);
      vi.advanceTimersByTime(1_000);
      await vi.waitFor(() => expect(errorsOf(stream)).toEqual(['draining']));
      const drain = hub.drain({ withinMs: 500 });
      vi.advanceTimersByTime(2_000);
      await drain;
      expect(hub.stats()).toMatchObject({ streams: 0, closes: { expired: 1 } });
    } finally {
      vi.useRealTimers();
    }
  });

  it('of the only process ends everyone with waits spread out, and refuses who comes after', async () => {
    const hub = hubOn(new MemoryLog());
    const streams = await Promise.all(range(1, 600).map(() => openStream(hub)));
    await hub.drain({ spreadMs: 2_000 });
    await vi.waitFor(() => expect(streams.every((stream) => stream.ended())).toBe(true));
    const waits = streams.map(({ events }) => {
      const last = events.at(-1);
      return last && 'code' in last && last.code === 'draining' ? last.retryAfter : undefined;
    });
    expect(new Set(waits).size).toBeGreaterThan(300);
    expect(waits.every((ms) => ms !== undefined && ms >= 0 && ms <= 2_000)).toBe(true);
    expect(hub.stats().streams).toBe(0);
    expect(hub.stats().closes).toEqual({ draining: 600 });
    expect(await hub.open(grantOf(), undefined, () => new WebSink(new AbortController().signal))).toMatchObject({
      refused: 'OVERLOADED',
    });
  });
});
