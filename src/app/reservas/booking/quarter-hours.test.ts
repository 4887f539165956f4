import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDayOf } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { hoursOfNight, nextQuarter } from './quarter-hours';

const quito = { timeZone: 'America/Guayaquil', cutoffHour: 4 };
const madrid = { timeZone: 'Europe/Madrid', cutoffHour: 4 };

describe('nextQuarter', () => {
  test.each([
    ['in the evening', '2026-11-21T20:07:00-05:00', '2026-11-21', '20:15'],
    ['at its very start', '2026-11-21T20:15:00-05:00', '2026-11-21', '20:15'],
    ['over midnight', '2026-11-21T23:50:00-05:00', '2026-11-21', '00:00'],
    ['after midnight, of the evening before', '2026-11-22T01:40:00-05:00', '2026-11-21', '01:45'],
    ['before the cutoff, of the next day', '2026-11-22T03:46:00-05:00', '2026-11-22', '04:00'],
  ])('%s', (_, now, day, time) => {
    expect(nextQuarter(new Date(now), quito)).toEqual({ day, time });
  });

  test('is on a clock that jumps over an hour the first one after it', () => {
    // At 01:59 of the 29th the clock of Madrid is followed by 03:00.
    expect(nextQuarter(new Date('2026-03-29T00:59:00Z'), madrid)).toEqual({ day: '2026-03-28', time: '03:00' });
  });

  test('is less than a quarter hour ahead, on its own business day', () => {
    const zones = fc.constantFrom('America/Guayaquil', 'Europe/Madrid', 'Asia/Kathmandu', 'Australia/Lord_Howe');
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 12 }), instants, (timeZone, cutoffHour, now) => {
        const rules = { timeZone, cutoffHour };
        const { day, time } = nextQuarter(now, rules);
        expect(time).toMatch(/:(00|15|30|45)$/);
        const at = new Date(instantOnBusinessDay(day, time, rules));
        expect(businessDayOf(at, rules)).toBe(day);
        // In an hour that is repeated, the time stands for the first one.
        const ahead = at.getTime() - now.getTime();
        expect([ahead, ahead + 30 * 60_000, ahead + 60 * 60_000].some((ms) => ms >= 0 && ms < 15 * 60_000)).toBe(true);
      }),
    );
  });
});

describe('hoursOfNight', () => {
  test('begins at the cutoff and goes on after midnight', () => {
    const hours = hoursOfNight('2026-11-21', quito);
    expect(hours).toHaveLength(24);
    expect(hours[0]).toEqual({ hour: '04', times: ['04:00', '04:15', '04:30', '04:45'] });
    expect(hours.at(-1)).toEqual({ hour: '03', times: ['03:00', '03:15', '03:30', '03:45'] });
  });

  test('leaves out what the clock skips, and has a repeated hour once', () => {
    const spring = hoursOfNight('2026-03-28', madrid).map(({ hour }) => hour);
    expect(spring).toHaveLength(23);
    expect(spring).not.toContain('02');
    expect(hoursOfNight('2026-10-24', madrid).map(({ hour }) => hour)).toEqual([
      ...Array.from({ length: 20 }, (_, index) => String(index + 4).padStart(2, '0')),
      ...['00', '01', '02', '03'],
    ]);
    // The clock of Lord Howe skips half an hour.
    const half = hoursOfNight('2026-10-03', { timeZone: 'Australia/Lord_Howe', cutoffHour: 4 });
    expect(half.find(({ hour }) => hour === '02')?.times).toEqual(['02:30', '02:45']);
  });
});
