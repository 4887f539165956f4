import { describe, expect, it, vi } from 'vitest';
import type { Batch } from './channel';
import { hubOn, LIMITS, refusalOf } from './hub.fixture';
import { WRITE_BYTES } from './outgoing';
import { BUSINESS, grantOf, MemoryLog, openStream, range } from './stream.fixture';
import { WebSink } from './web-sink';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('batches', () => {
  it('hold what came within the time between two writes, and are observed once each', async () => {
    const log = new MemoryLog();
    const batches: Batch[] = [];
    const hub = hubOn(log, { batchMs: 400, onBatch: (batch) => batches.push(batch) });
    const streams = [await openStream(hub), await openStream(hub)];
    hub.ring(log.append());
    await vi.waitFor(() => expect(batches.map(({ events }) => events)).toEqual([1]), { timeout: 5_000 });
    for (let i = 0; i < 5; i++) {
      hub.ring(log.append());
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(hub.stats().lag.events).toBe(5);
    await vi.waitFor(() => expect(streams.map((stream) => stream.seqs().at(-1))).toEqual([6, 6]), { timeout: 5_000 });
    expect(batches.map(({ events, receivers }) => [events, receivers])).toEqual([
      [1, 2],
      [5, 2],
    ]);
    expect(hub.stats().lag).toEqual({ events: 0, age: 0 });
  });

  it('are not observed where nobody listens', async () => {
    const log = new MemoryLog();
    const onBatch = vi.fn();
    const hub = hubOn(log, { onBatch });
    const stream = await openStream(hub);
    stream.leave();
    await vi.waitFor(() => expect(hub.stats().streams).toBe(0));
    hub.ring(log.append());
    await wait(20);
    expect(onBatch).not.toHaveBeenCalled();
  });
});

describe('a pass over the streams', () => {
  it.each([2, 5])('leaves none behind when %i more come meanwhile, each a write of its own', async (more) => {
    const log = new MemoryLog();
    const hub = hubOn(log, { tail: { entries: 1_000, bytes: 1024 * 1024 } });
    const streams = await Promise.all(range(1, 150).map(() => openStream(hub)));
    hub.ring(log.append(1, WRITE_BYTES));
    // The pass has begun and reached some of them.
    await vi.waitFor(() => expect(hub.stats().events).toBeGreaterThan(0), { interval: 0 });
    hub.ring(log.append(more, WRITE_BYTES));
    const late = () => streams.filter((stream) => stream.seqs().at(-1) !== more + 1);
    await vi.waitFor(() => expect(late()).toEqual([]), 10_000);
    for (const stream of streams) expect(stream.seqs()).toEqual(range(1, more + 1));
  });
});

describe('figures', () => {
  it('tell the age of what is known and cannot be read yet', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { lookMs: 10, onError: () => {} });
    const stream = await openStream(hub);
    const [, second] = log.append(2);
    log.failing = true;
    hub.ring(second ? [second] : []);
    await vi.waitFor(() => expect(hub.stats().lag.age).toBeGreaterThan(20));
    expect(hub.stats().lag.events).toBe(2);
    log.failing = false;
    await vi.waitFor(() => expect(stream.seqs()).toEqual([1, 2]));
    expect(hub.stats().lag).toEqual({ events: 0, age: 0 });
  });

  it('count refusals by what refused them, and name each stream that closes', async () => {
    const onClose = vi.fn();
    const hub = hubOn(new MemoryLog(), {
      onClose,
      limits: { maxStreams: 2, maxPerBusiness: 10, maxPerUser: 1, connectsPerSecond: 10, connectsPerUser: 10 },
    });
    const stream = await openStream(hub);
    await expect(openStream(hub)).rejects.toThrow();
    await openStream(hub, undefined, grantOf({ userId: 'u2' }));
    await expect(openStream(hub, undefined, grantOf({ userId: 'u3' }))).rejects.toThrow();
    expect(hub.stats()).toMatchObject({ refusals: { user: 1, process: 1 }, transports: { raw: 0, web: 2 } });
    stream.leave();
    await vi.waitFor(() => expect(hub.stats().transports).toEqual({ raw: 0, web: 1 }));
    expect(onClose.mock.calls).toEqual([[expect.objectContaining({ start: 0, last: 0 }), 'gone']]);
  });
});

describe('accounts of streams', () => {
  it('are made of the chosen streams alone, and end with their stream', async () => {
    const hub = hubOn(new MemoryLog());
    const open = (userId: string) => openStream(hub, undefined, grantOf({ userId }));
    const [mine, other] = [await open('u1'), await open('u2')];
    const unsent = vi.spyOn(WebSink.prototype, 'unsent', 'get');
    const found = [...hub.streams(({ grant }) => grant.userId === 'u1')];
    expect(found.map(({ grant }) => grant.userId)).toEqual(['u1']);
    expect(unsent).toHaveBeenCalledTimes(1);
    unsent.mockRestore();
    const id = found[0]?.connectionId ?? '';
    expect(hub.has(id)).toBe(true);
    mine.leave();
    await vi.waitFor(() => expect(hub.has(id)).toBe(false));
    expect([...hub.streams()].map(({ grant }) => grant.userId)).toEqual(['u2']);
    other.leave();
  });
});

describe('heartbeats', () => {
  it('carry the clock and the head, have no id, and leave a channel alone that has just sent', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { heartbeatMs: 120 });
    const stream = await openStream(hub);
    for (let i = 0; i < 6; i++) {
      hub.ring(log.append());
      await wait(40);
    }
    expect(stream.events.some(({ type }) => type === 'heartbeat')).toBe(false);
    await vi.waitFor(() => expect(stream.events.at(-1)).toMatchObject({ type: 'heartbeat', head: 6 }));
    const beat = stream.events.at(-1);
    expect(Math.abs((beat && 'time' in beat ? beat.time : 0) - Date.now())).toBeLessThan(1_000);
    expect(stream.ids.at(-1)).toBeUndefined();
    const count = stream.events.length;
    await wait(500);
    expect(stream.events.length - count).toBeGreaterThanOrEqual(2);
    expect(stream.events.length - count).toBeLessThanOrEqual(5);
  });
});

describe('authorisation', () => {
  it('asks once for all, closes the revoked and re-opens those whose audience changed', async () => {
    const log = new MemoryLog();
    const audiences = new Map([
      ['s1', 'full'],
      ['s2', 'full'],
      ['s3', 'full'],
    ]);
    const asked = vi.fn();
    const hub = hubOn(log, {
      authorizeMs: 20,
      stillAllowed: async (grants) => {
        asked(grants.length);
        return new Map(
          grants.flatMap((grant) =>
            audiences.has(grant.sessionId) ? [[grant, audiences.get(grant.sessionId) ?? '']] : [],
          ),
        );
      },
    });
    const open = (sessionId: string) => openStream(hub, undefined, grantOf({ sessionId }));
    const [kept, twin, revoked, demoted] = [await open('s1'), await open('s1'), await open('s2'), await open('s3')];
    await vi.waitFor(() => expect(asked).toHaveBeenLastCalledWith(3));
    audiences.delete('s2');
    audiences.set('s3', 'door');
    await vi.waitFor(() => expect(revoked.ended() && demoted.ended()).toBe(true));
    expect(revoked.events.at(-1)).toMatchObject({ type: 'error', code: 'revoked' });
    expect(demoted.events.at(-1)).toMatchObject({ type: 'error', code: 'draining', retryAfter: 0 });
    expect([kept.ended(), twin.ended()]).toEqual([false, false]);
    for (const { leave } of [revoked, demoted]) leave();
    expect(hub.stats().streams).toBe(2);
    expect(hub.stats().closes).toEqual({ revoked: 1, draining: 1 });
  });

  it('keeps streams open while nobody can be asked', async () => {
    const errors: unknown[] = [];
    const hub = hubOn(new MemoryLog(), {
      authorizeMs: 10,
      onError: (error) => errors.push(error),
      stillAllowed: () => Promise.reject(new Error('database is away')),
    });
    const stream = await openStream(hub);
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(2));
    expect(stream.ended()).toBe(false);
  });
});

describe('limits', () => {
  it('refuses with a time to wait: the process full, the business or user full, too many connects', async () => {
    const full = hubOn(new MemoryLog(), { limits: { ...LIMITS, maxStreams: 2 } });
    const stream = await openStream(full);
    expect(await refusalOf(full)).toBeNull();
    expect(await refusalOf(full)).toMatchObject({ refused: 'OVERLOADED', retryAfter: expect.any(Number) });
    stream.leave();
    expect(await refusalOf(full)).toBeNull();

    const business = hubOn(new MemoryLog(), { limits: { ...LIMITS, maxPerBusiness: 1 } });
    expect(await refusalOf(business)).toBeNull();
    expect(await refusalOf(business, { userId: 'u2' })).toMatchObject({ refused: 'RATE_LIMITED' });

    const user = hubOn(new MemoryLog(), { limits: { ...LIMITS, maxPerUser: 1 } });
    expect(await refusalOf(user)).toBeNull();
    expect(await refusalOf(user, { sessionId: 's2' })).toMatchObject({ refused: 'RATE_LIMITED' });
    expect(await refusalOf(user, { userId: 'u2' })).toBeNull();

    const rate = hubOn(new MemoryLog(), { limits: { ...LIMITS, connectsPerSecond: 3 } });
    const answers = await Promise.all(range(1, 5).map(() => refusalOf(rate)));
    expect(answers.filter((answer) => answer?.refused === 'RATE_LIMITED')).toHaveLength(2);
    await wait(400);
    expect(await refusalOf(rate)).toBeNull();
  });

  it('counts nobody who was refused, failed or gone before the stream began', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { limits: { ...LIMITS, maxPerUser: 1 } });
    expect(await refusalOf(hub, { businessId: 'nowhere' })).toMatchObject({ refused: 'NOT_FOUND' });
    log.failing = true;
    await expect(refusalOf(hub)).rejects.toThrow('log is away');
    log.failing = false;
    expect(await hub.open(grantOf(), undefined, () => new WebSink(AbortSignal.abort()))).toBeNull();
    expect(hub.stats()).toMatchObject({ streams: 0, connects: 1, closes: { gone: 1 } });
    expect(await refusalOf(hub)).toBeNull();
  });
});

describe('the end', () => {
  it('leaves nothing behind after 2,000 opens and drops', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { lingerMs: 20, heartbeatMs: 40 });
    for (let round = 0; round < 20; round++) {
      const streams = await Promise.all(
        range(1, 100).map((i) => openStream(hub, i % 3 ? undefined : `e1:${log.head}`)),
      );
      hub.ring(log.append(2));
      for (const stream of streams) stream.leave();
    }
    expect(hub.stats()).toMatchObject({ streams: 0, connects: 2_000, closes: { gone: 2_000 } });
    await vi.waitFor(() => expect(hub.stats().channels).toBe(0));
  });
});

describe('a reader that does not read', () => {
  it('holds no more than the bound, is cut, and may resume; others notice nothing', async () => {
    const log = new MemoryLog();
    const bound = 64 * 1024;
    const hub = hubOn(log, { maxUnsentBytes: bound, stallMs: 100 });
    const reader = await openStream(hub);
    const made: WebSink[] = [];
    await hub.open(grantOf({ userId: 'u2' }), undefined, () => {
      const sink = new WebSink(new AbortController().signal);
      made.push(sink);
      return sink;
    });
    let most = 0;
    for (let i = 0; i < 400; i++) {
      hub.ring(log.append(5, 1_000));
      await new Promise((resolve) => setImmediate(resolve));
      most = Math.max(most, made[0]?.unsent ?? 0);
    }
    expect(most).toBeGreaterThan(bound);
    expect(most).toBeLessThan(bound + 80 * 1024);
    await vi.waitFor(() => expect(hub.stats().closes).toEqual({ 'slow-consumer': 1 }));
    expect(reader.seqs()).toEqual(range(1, 2_000));
    const again = await openStream(hub, 'e1:40', grantOf({ userId: 'u2', businessId: BUSINESS }));
    await vi.waitFor(() => expect(again.seqs()).toEqual(range(41, 2_000)));
  });

  it('goes on without a gap when it reads again in time', async () => {
    const log = new MemoryLog();
    const hub = hubOn(log, { maxUnsentBytes: 10_000 });
    const made: WebSink[] = [];
    await hub.open(grantOf(), undefined, () => {
      const sink = new WebSink(new AbortController().signal);
      made.push(sink);
      return sink;
    });
    for (let i = 0; i < 100; i++) {
      hub.ring(log.append(1, 1_000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const reader = made[0]?.response.body?.getReader();
    let text = '';
    await vi.waitFor(async () => {
      const { value } = (await reader?.read()) ?? {};
      text += Buffer.from(value ?? []).toString();
      expect(text).toContain('id: e1:100\n');
    });
    expect([...text.matchAll(/^id: e1:(\d+)$/gm)].map(([, seq]) => Number(seq))).toEqual(range(1, 100));
    expect(hub.stats()).toMatchObject({ streams: 1, closes: {} });
  });
});
