import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Hub } from './hub';
import { BUSINESS, createHub, grantOf, MemoryLog, openStream, range } from './stream.fixture';
import { WebSink } from './web-sink';

const hubs: Hub[] = [];
const hubOn = (...args: Parameters<typeof createHub>) => {
  const hub = createHub(...args);
  hubs.push(hub);
  return hub;
};
afterEach(() => {
  for (const hub of hubs.splice(0)) hub.close();
});
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const LIMITS = { maxStreams: 100, maxPerBusiness: 100, maxPerUser: 100, connectsPerSecond: 1_000 };

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
  const refusalOf = (hub: Hub, fields = {}) =>
    hub.open(grantOf(fields), undefined, () => new WebSink(new AbortController().signal));

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
  it('hands a stream over at the end of its life', async () => {
    const hub = hubOn(new MemoryLog(), { maxLifeMs: 60, heartbeatMs: 100 });
    const stream = await openStream(hub);
    await vi.waitFor(() => expect(stream.ended()).toBe(true));
    expect(stream.events.at(-1)).toMatchObject({ code: 'draining' });
    expect(hub.stats().closes).toEqual({ expired: 1 });
  });

  it('drains everyone with waits spread out, and refuses who comes after', async () => {
    const hub = hubOn(new MemoryLog());
    const streams = await Promise.all(range(1, 600).map(() => openStream(hub)));
    await hub.drain(2_000);
    await vi.waitFor(() => expect(streams.every((stream) => stream.ended())).toBe(true));
    const waits = streams.map(({ events }) => {
      const last = events.at(-1);
      return last?.type === 'error' && last.code === 'draining' ? last.retryAfter : undefined;
    });
    expect(new Set(waits).size).toBeGreaterThan(300);
    expect(waits.every((ms) => ms !== undefined && ms >= 0 && ms <= 2_000)).toBe(true);
    expect(hub.stats().streams).toBe(0);
    expect(hub.stats().closes).toEqual({ draining: 600 });
    expect(await hub.open(grantOf(), undefined, () => new WebSink(new AbortController().signal))).toMatchObject({
      refused: 'OVERLOADED',
    });
  });

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
