import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventTime, MAX_LATE_MS } from './event-time';

const NOW = new Date('2026-11-22T09:06:00Z');
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds);
const YEAR = 366 * 24 * 3_600_000;
const anyInstant = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

it('corrects a clock by whatever it is wrong', () => {
  const skews = fc.integer({ min: -20 * YEAR, max: 20 * YEAR });
  fc.assert(
    fc.property(skews, fc.nat(MAX_LATE_MS), (skew, age) => {
      const clock = new Date(NOW.getTime() + skew);
      const occurredAt = new Date(clock.getTime() - age).toISOString();
      expect(eventTime(NOW, { clock }, occurredAt)).toEqual({ at: ago(age), isTooLate: false });
    }),
  );
});

it('corrects a clock that was never set, as long as nobody sets it in between', () => {
  const unset = (minutes: number) => new Date(minutes * 60_000);
  const sent = { clock: unset(30) };
  expect(eventTime(NOW, sent, unset(22).toISOString())).toEqual({ at: ago(8 * 60_000), isTooLate: false });
  expect(eventTime(NOW, { clock: NOW }, unset(22).toISOString())).toEqual({ at: NOW, isTooLate: false });
});

it('is never ahead of now, nor where no calendar reaches, whatever the device says', () => {
  fc.assert(
    fc.property(anyInstant, fc.option(anyInstant), (occurred, clock) => {
      const { at, isTooLate } = eventTime(NOW, { clock }, occurred.toISOString());
      expect(at.getTime()).toBeLessThanOrEqual(NOW.getTime());
      expect(at.getUTCFullYear()).toBeGreaterThanOrEqual(2000);
      expect(isTooLate).toBe(NOW.getTime() - at.getTime() > MAX_LATE_MS);
    }),
  );
});

it.each([
  ['absent', undefined, null],
  ['ahead without a clock', '2026-11-22T09:30:00Z', null],
  ['in 2099', '2099-01-01T00:00:00Z', null],
  ['in 2099 by a clock of today', '2099-01-01T00:00:00Z', NOW],
  ['of today by a clock of 2099', '2026-11-22T09:00:00Z', new Date('2099-01-01T00:00:00Z')],
  ['before 2000', '1999-12-31T23:00:00Z', null],
  ['after its own clock', '2026-11-22T09:00:00Z', new Date('2026-11-22T08:00:00Z')],
])('a time %s is not believed: it is judged as of now', (_, occurredAt, clock) => {
  expect(eventTime(NOW, { clock }, occurredAt)).toEqual({ at: NOW, isTooLate: false });
});

it('is too late after twelve hours', () => {
  const told = (age: number) => eventTime(NOW, { clock: null }, ago(age).toISOString());
  expect(told(MAX_LATE_MS)).toEqual({ at: ago(MAX_LATE_MS), isTooLate: false });
  expect(told(MAX_LATE_MS + 1)).toEqual({ at: ago(MAX_LATE_MS + 1), isTooLate: true });
});
