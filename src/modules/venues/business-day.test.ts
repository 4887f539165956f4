import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { addDays, businessDayOf, localTimeOf } from './business-day';
import {
  businessDayBounds,
  instantOnBusinessDay,
  instantsOnBusinessDay,
  nextDayEnd,
  sameWallClock,
} from './wall-clock';

const guayaquil = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const madrid = { timeZone: 'Europe/Madrid', cutoffHour: 6 };

describe('the business day', () => {
  it('ends at the cutoff, to the millisecond', () => {
    expect(businessDayOf('2026-11-22T08:59:59.999Z', guayaquil)).toBe('2026-11-21');
    expect(businessDayOf('2026-11-22T09:00:00Z', guayaquil)).toBe('2026-11-22');
    expect(businessDayOf('2026-11-21T23:30:00-05:00', guayaquil)).toBe('2026-11-21');
    expect(businessDayOf('2026-11-22T01:30:00-05:00', guayaquil)).toBe('2026-11-21');
  });

  it('follows the wall clock of Madrid through both changes of the hour', () => {
    // 29 March 2026: 02:00 becomes 03:00; the night is 23 hours long.
    expect(businessDayOf('2026-03-29T03:59:00Z', madrid)).toBe('2026-03-28');
    expect(businessDayOf('2026-03-29T04:00:00Z', madrid)).toBe('2026-03-29');
    const spring = businessDayBounds('2026-03-28', madrid);
    expect(spring.end.getTime() - spring.start.getTime()).toBe(23 * 3_600_000);
    // 25 October 2026: 03:00 becomes 02:00; the night is 25 hours long.
    expect(businessDayOf('2026-10-25T04:59:00Z', madrid)).toBe('2026-10-24');
    expect(businessDayOf('2026-10-25T05:00:00Z', madrid)).toBe('2026-10-25');
    const autumn = businessDayBounds('2026-10-24', madrid);
    expect(autumn.end.getTime() - autumn.start.getTime()).toBe(25 * 3_600_000);
  });

  it('ends after any instant and on a later day, in every zone and around its changes of the hour', () => {
    const rules = fc.record({
      timeZone: fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
      cutoffHour: fc.integer({ min: 0, max: 12 }),
    });
    const offset = fc.integer({ min: -14 * 3_600, max: 14 * 3_600 });
    const from = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(rules, from, offset, ({ timeZone, cutoffHour }, start, seconds) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
        const change = zoned.getTimeZoneTransition('next') ?? zoned;
        const at = new Date(change.epochMilliseconds + seconds * 1_000);
        const end = nextDayEnd(at, { timeZone, cutoffHour });
        expect(end.getTime()).toBeGreaterThan(at.getTime());
        expect(end.getTime() - at.getTime()).toBeLessThan(50 * 3_600_000);
        expect(businessDayOf(end, { timeZone, cutoffHour }) > businessDayOf(at, { timeZone, cutoffHour })).toBe(true);
      }),
      // Casey put its clock back by three hours, over the cutoff.
      { numRuns: 2_000, examples: [[{ timeZone: 'Antarctica/Casey', cutoffHour: 2 }, Date.UTC(2018, 2, 1), 1_800]] },
    );
  });

  it('finds the instant of a time on a night, also one that the clock skips or repeats', () => {
    expect(instantOnBusinessDay('2026-11-21', '01:30', guayaquil)).toBe('2026-11-22T06:30:00.000Z');
    expect(instantOnBusinessDay('2026-11-21', '04:00', guayaquil)).toBe('2026-11-21T09:00:00.000Z');
    const skipped = instantOnBusinessDay('2026-03-28', '02:30', madrid);
    expect([skipped, businessDayOf(skipped, madrid)]).toEqual(['2026-03-29T01:30:00.000Z', '2026-03-28']);
    const repeated = instantOnBusinessDay('2026-10-24', '02:30', madrid);
    expect([repeated, localTimeOf(repeated, madrid.timeZone)]).toEqual(['2026-10-25T00:30:00.000Z', '02:30']);
  });

  it('has no instant for a time that the clock skips, and two for one that it repeats', () => {
    expect(instantsOnBusinessDay('2026-03-28', '02:30', madrid)).toEqual([]);
    expect(instantsOnBusinessDay('2026-10-24', '02:30', madrid)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
    expect(instantsOnBusinessDay('2026-11-21', '01:30', guayaquil)).toEqual(['2026-11-22T06:30:00.000Z']);
  });

  it('contains every instant of its bounds and none outside', () => {
    const rules = fc.record({
      timeZone: fc.constantFrom('Europe/Madrid', 'America/Guayaquil', 'America/Santiago', 'Australia/Lord_Howe'),
      cutoffHour: fc.integer({ min: 0, max: 12 }),
    });
    const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, rules, (at, dayRules) => {
        const { start, end } = businessDayBounds(businessDayOf(at, dayRules), dayRules);
        expect(at.getTime()).toBeGreaterThanOrEqual(start.getTime());
        expect(at.getTime()).toBeLessThan(end.getTime());
      }),
    );
  });

  it('reads midnight as the start of a day', () => {
    expect(localTimeOf('2026-11-22T05:00:00Z', guayaquil.timeZone)).toBe('00:00');
    expect(businessDayOf('2026-11-22T05:00:00Z', { ...guayaquil, cutoffHour: 0 })).toBe('2026-11-22');
  });

  it('steps over months and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});

describe('the same time on another clock', () => {
  it.each([
    ['2026-11-22T02:00:00.000Z', 'America/Guayaquil', 'Europe/Madrid', '2026-11-21T20:00:00.000Z'],
    ['2026-11-22T02:00:00.000Z', 'America/Guayaquil', 'America/Bogota', '2026-11-22T02:00:00.000Z'],
    // The hour from 02:00 to 03:00 of that night does not exist in Madrid.
    ['2027-03-28T02:30:00.000Z', 'UTC', 'Europe/Madrid', '2027-03-28T01:30:00.000Z'],
    // Both of an hour that happens twice stay what they are while the zone stays.
    ['2026-10-25T00:30:00.000Z', 'Europe/Madrid', 'Europe/Madrid', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T01:30:00.000Z', 'Europe/Madrid', 'Europe/Madrid', '2026-10-25T01:30:00.000Z'],
  ])('%s in %s is, in %s, %s', (at, from, to, then) => {
    expect(sameWallClock(at, from, to)).toBe(then);
  });
});
