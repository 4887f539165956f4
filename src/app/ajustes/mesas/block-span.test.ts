import { expect, it } from 'vitest';
import { spanOf, timesOf } from './block-span';

const MADRID = { timeZone: 'Europe/Madrid', cutoffHour: 6 };

it.each([
  ['an evening', { day: '2026-11-21', from: '20:00', until: '23:00', days: 0 }, '2026-11-21T19:00', '2026-11-21T22:00'],
  [
    'past midnight',
    { day: '2026-11-21', from: '22:00', until: '01:30', days: 0 },
    '2026-11-21T21:00',
    '2026-11-22T00:30',
  ],
  [
    'after the cutoff of the next day',
    { day: '2026-11-21', from: '20:00', until: '07:00', days: 0 },
    '2026-11-21T19:00',
    '2026-11-22T06:00',
  ],
  [
    'one whole day',
    { day: '2026-11-21', from: '20:00', until: '20:00', days: 0 },
    '2026-11-21T19:00',
    '2026-11-22T19:00',
  ],
  [
    'three evenings on',
    { day: '2026-11-21', from: '20:00', until: '23:00', days: 3 },
    '2026-11-21T19:00',
    '2026-11-24T22:00',
  ],
])('is the time that the form says: %s', (_, span, startsAt, endsAt) => {
  const times = { startsAt: `${startsAt}:00.000Z`, endsAt: `${endsAt}:00.000Z` };
  expect(timesOf(span, MADRID)).toEqual(times);
  expect(timesOf(spanOf(times, MADRID), MADRID), 'and the form says the time').toEqual(times);
});
