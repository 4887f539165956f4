import { describe, expect, it } from 'vitest';
import { lengthOf, nextDayOf, runsOf } from './service-words';

describe('a service in words', () => {
  it('names neighbouring weekdays as one run', () => {
    expect(runsOf([1, 2, 3, 4, 5, 6])).toEqual([[1, 6]]);
    expect(runsOf([5, 3, 1, 2, 7])).toEqual([
      [1, 3],
      [5, 5],
      [7, 7],
    ]);
    expect(runsOf([])).toEqual([]);
  });

  it.each([
    ['20:00', '23:30', '01:00', { last: false, closes: true }],
    ['20:00', '00:30', '02:00', { last: true, closes: true }],
    ['13:00', '15:30', '17:00', { last: false, closes: false }],
    ['20:00', '20:00', '20:00', { last: false, closes: false }],
    ['22:00', '00:30', '23:00', { last: true, closes: true }],
  ])('knows which of %s, %s and %s are on the day after', (opensAt, lastSeatingAt, closesAt, expected) => {
    expect(nextDayOf({ opensAt, lastSeatingAt, closesAt })).toEqual(expected);
  });

  it('says lengths in the largest whole unit', () => {
    expect([0, 45, 60, 90, 120, 1440, 2880].map(lengthOf)).toEqual([
      { unit: 'minutes', count: 0 },
      { unit: 'minutes', count: 45 },
      { unit: 'hours', count: 1 },
      { unit: 'minutes', count: 90 },
      { unit: 'hours', count: 2 },
      { unit: 'days', count: 1 },
      { unit: 'days', count: 2 },
    ]);
  });
});
