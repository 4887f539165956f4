import { expect, test } from 'vitest';
import { timeOf } from './rules';
import { SyncEntry, SyncInput } from './schema';

const NOW = new Date('2026-11-22T03:00:00Z');
const HOUR = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

/** What a phone says whose clock is `skew` ms ahead when it delivers, of an entry `age` ms before. */
function said(age: number, { skew = 0, setBy = 0, isSamePage = true } = {}) {
  const sent = NOW.getTime() + skew;
  const batch = SyncInput.parse({
    ...{ deviceId: 'd', sentAt: iso(sent), sentMono: 10 * HOUR, sessionId: 's', entries: [] },
  });
  const entry = SyncEntry.parse({
    ...{ nonce: 'nonce-0001', delta: 2, flow: 'IN', kind: 'WALK_IN', basis: 'MANUAL' },
    // The clock was set by `setBy` between the entry and its delivery.
    at: iso(sent - age - setBy),
    ...(isSamePage ? { mono: 10 * HOUR - age, sessionId: 's' } : { mono: 5, sessionId: 'before' }),
  });
  const { at, skewSeconds } = timeOf(batch, entry, NOW);
  return { age: NOW.getTime() - at.getTime(), skewSeconds };
}

test('a constant skew cancels, and is told beyond two minutes', () => {
  expect(said(HOUR)).toEqual({ age: HOUR, skewSeconds: null });
  expect(said(HOUR, { skew: 100_000 })).toEqual({ age: HOUR, skewSeconds: null });
  expect(said(HOUR, { skew: 3 * HOUR })).toEqual({ age: HOUR, skewSeconds: 10_800 });
  expect(said(HOUR, { skew: -3 * HOUR, isSamePage: false })).toEqual({ age: HOUR, skewSeconds: -10_800 });
});

test('the monotonic clock of the same page knows the age when the clock was set meanwhile', () => {
  expect(said(HOUR, { setBy: 2 * HOUR })).toEqual({ age: HOUR, skewSeconds: -7200 });
  expect(said(HOUR, { setBy: -2 * HOUR })).toEqual({ age: HOUR, skewSeconds: 7200 });
  expect(said(HOUR, { setBy: 60_000 })).toEqual({ age: HOUR + 60_000, skewSeconds: null });
});

test('an entry of another page that lies in the future counts as now', () => {
  expect(said(HOUR, { setBy: -2 * HOUR, isSamePage: false })).toEqual({ age: 0, skewSeconds: 3600 });
});
