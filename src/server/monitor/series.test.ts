import { beforeEach, expect, it } from 'vitest';
import { noteBatch, readSeries } from './series';

const NOW = 1_800_000_000_000;
const batch = (businessId: string, events: number, commitToLastWrite: number) => ({
  businessId,
  events,
  receivers: 1,
  toLastWrite: 1,
  commitToFirstWrite: 1,
  commitToLastWrite,
});

beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for('aforo.monitor.series'));
});

it('shows events in their own ten seconds, and latencies not far above what they were', () => {
  for (let ms = 1; ms <= 100; ms += 1) noteBatch(batch('a', 1, ms), NOW - 120_000);
  noteBatch(batch('a', 5, 8), NOW);
  noteBatch(batch('b', 7, 500), NOW);
  const series = readSeries(['a'], NOW);
  expect(series.points).toHaveLength(90);
  expect(series.points.at(-1)).toMatchObject({ events: 5, p50: 8 });
  expect(series.points.at(-13)).toMatchObject({ events: 100 });
  expect(series.points.filter(({ events }) => events > 0)).toHaveLength(2);
  expect(series.points.at(-2)).toMatchObject({ events: 0, p50: null, p99: null });
  expect(series.eventsPerMinute).toBe(5);
  expect(series.p50).toBeGreaterThanOrEqual(50);
  expect(series.p50).toBeLessThan(55);
  expect(series.p99).toBeGreaterThanOrEqual(99);
  expect(series.p99).toBeLessThan(109);
  expect(readSeries('all', NOW)).toMatchObject({ eventsPerMinute: 12 });
  expect(readSeries([], NOW)).toMatchObject({ eventsPerMinute: 0, p50: null });
});

it('forgets what is older than it shows', () => {
  noteBatch(batch('a', 1, 1), NOW);
  const later = NOW + 16 * 60_000;
  expect(readSeries('all', later).points.every(({ events }) => events === 0)).toBe(true);
  noteBatch(batch('b', 1, 1), later);
  expect(readSeries('all', later)).toMatchObject({ eventsPerMinute: 1 });
});

it('keeps plain data, which code that was bundled apart can read', () => {
  noteBatch(batch('a', 1, 4), NOW);
  const key = Symbol.for('aforo.monitor.series');
  Reflect.set(globalThis, key, structuredClone(Reflect.get(globalThis, key)));
  expect(readSeries('all', NOW)).toMatchObject({ eventsPerMinute: 1, p50: 4 });
});
