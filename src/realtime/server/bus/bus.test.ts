import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BusOptions } from './bus';
import { createBus, MemoryExchange, type TestBus } from './bus.fixture';
import { Outbox } from './outbox';
import { backoff } from './patience';

const buses: TestBus[] = [];
afterEach(async () => {
  for (const { bus } of buses.splice(0)) await bus.close();
});
function busOn(exchange: MemoryExchange, options: Partial<BusOptions> = {}): TestBus {
  const made = createBus(exchange.open, options);
  buses.push(made);
  return made;
}
const untilConnected = (bus: TestBus) => vi.waitFor(() => expect(bus.stats().state).toBe('connected'));

describe('sending', () => {
  it('has one batch under way, and merges what comes meanwhile', async () => {
    const exchange = new MemoryExchange();
    const open: MemoryExchange['open'] = async (events) => {
      const link = await exchange.open(events);
      let under = 0;
      const publish: typeof link.publish = async (bells) => {
        under += 1;
        expect(under).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        await link.publish(bells);
        under -= 1;
      };
      return { ...link, publish };
    };
    const bus = createBus(open);
    buses.push(bus);
    await untilConnected(bus);
    for (let seq = 1; seq <= 30; seq++) {
      bus.bus.publish({ businessId: 'a', seq });
      bus.bus.publish({ businessId: 'b', seq });
      await new Promise((resolve) => setImmediate(resolve));
    }
    const last = [
      { businessId: 'a', seq: 30 },
      { businessId: 'b', seq: 30 },
    ];
    await vi.waitFor(() => expect(exchange.batches.at(-1)).toEqual(last));
    expect(exchange.batches.length).toBeLessThan(10);
    expect(bus.stats().published).toBe(2 * exchange.batches.length);
  });

  it('sends again what a lost link may not have taken', async () => {
    const exchange = new MemoryExchange();
    const bus = busOn(exchange);
    await untilConnected(bus);
    exchange.away = true;
    bus.bus.publish({ businessId: 'a', seq: 1 });
    await vi.waitFor(() => expect(bus.stats().state).toBe('connecting'));
    exchange.away = false;
    await vi.waitFor(() => expect(exchange.batches).toEqual([[{ businessId: 'a', seq: 1 }]]));
    expect(bus.stats().published).toBe(1);
  });

  it('keeps the newest businesses past its bound, each with its highest sequence', () => {
    const outbox = new Outbox(2);
    for (const [businessId, seq] of [
      ['a', 1],
      ['b', 5],
      ['b', 3],
      ['c', 1],
      ['b', 6],
    ] as const) {
      outbox.add({ businessId, seq });
    }
    expect(outbox.dropped).toBe(1);
    expect(outbox.take()).toEqual([
      { businessId: 'b', seq: 6 },
      { businessId: 'c', seq: 1 },
    ]);
    expect(outbox.size).toBe(0);
  });
});

describe('the link', () => {
  it('is given up when it answers nothing, and hears everything again once another one is up', async () => {
    const exchange = new MemoryExchange();
    const bus = busOn(exchange, { pingMs: 10, answerMs: 30 });
    bus.bus.listen('a');
    await vi.waitFor(() => expect(bus.heard).toEqual(['a']));
    exchange.silent = true;
    await vi.waitFor(() => expect(bus.states.at(-1)).toBe('down'));
    expect(bus.stats().heard).toBe(0);
    exchange.silent = false;
    await vi.waitFor(() => expect(bus.heard).toEqual(['a', 'a']));
    await vi.waitFor(() => expect(bus.states).toEqual(['up', 'down', 'up']));
  });

  it('is closed when it opens after it was given up', async () => {
    const exchange = new MemoryExchange();
    const late: (() => void)[] = [];
    const open: MemoryExchange['open'] = async (events) => {
      await new Promise<void>((resolve) => late.push(resolve));
      return exchange.open(events);
    };
    const bus = createBus(open, { answerMs: 20 });
    buses.push(bus);
    await vi.waitFor(() => expect(late.length).toBeGreaterThan(1));
    await bus.bus.close();
    for (const openLate of late) openLate();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(exchange.links).toBe(0);
    expect(bus.states).toEqual(['down']);
  });

  it('is tried for after waits that double up to a bound, and that differ between processes', () => {
    const waits = (tries: number) => Array.from({ length: 200 }, () => backoff({ first: 100, most: 1_000 }, tries));
    for (const [tries, longest] of [
      [0, 100],
      [1, 200],
      [3, 800],
      [4, 1_000],
      [1_000, 1_000],
    ] as const) {
      expect(Math.max(...waits(tries))).toBeLessThanOrEqual(longest);
      expect(Math.min(...waits(tries))).toBeGreaterThanOrEqual(longest / 2);
      expect(new Set(waits(tries)).size).toBeGreaterThan(100);
    }
  });
});
