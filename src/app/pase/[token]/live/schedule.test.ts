import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextWait, type Outcome } from './schedule';

const HOUR = 3_600_000;
const outcome = fc.constantFrom<Outcome>('same', 'changed', 'failed');

/** The waits of a page that gets these answers, one after the other. */
function waitsOf(outcomes: readonly Outcome[], isTonight: boolean): number[] {
  const waits: number[] = [];
  let wait: number | null = nextWait(null, null, { isTonight });
  for (const one of outcomes) {
    if (wait === null) break;
    waits.push(wait);
    wait = nextWait(wait, one, { isTonight });
  }
  return waits;
}

it('asks soon after a change, and more and more seldom while nothing happens', () => {
  expect(waitsOf(['same', 'same', 'changed', 'failed', 'same'], true)).toEqual([15000, 22500, 33750, 15000, 30000]);
  expect(waitsOf(['same', 'same'], false)).toEqual([60000, 90000]);
});

it('asks at most four times in a minute, and at least every ten minutes, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 50 }), fc.boolean(), (outcomes, isTonight) => {
      for (const wait of waitsOf(outcomes, isTonight)) {
        expect(wait).toBeGreaterThanOrEqual(15_000);
        expect(wait).toBeLessThanOrEqual(600_000);
      }
    }),
  );
});

it('waits as long as the server asks, and stops where no venue knows the pass', () => {
  expect(nextWait(15_000, 'failed', { isTonight: true, retryAfter: HOUR })).toBe(HOUR);
  expect(nextWait(15_000, 'gone', { isTonight: true })).toBeNull();
});
