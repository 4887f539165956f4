import { expect, test } from 'vitest';
import { type Arrival, hoursOf, peakOf } from './project-summary';

const MADRID = { timeZone: 'Europe/Madrid', cutoffHour: 6 };
const arrival = (at: string, delta: number, reservationId = 'a'): Arrival => ({
  ...{ reservationId, delta, occurredAt: new Date(at) },
});
const brief = (entries: Arrival[], day: string, rules = MADRID) => {
  const { byHour, withoutHour } = hoursOf(entries, day, rules);
  return [byHour.map(({ hour, people }) => `${hour} ${people}`), withoutHour];
};

test('hours without arrivals in between are there, others are not', () => {
  const entries = [arrival('2026-07-03T19:59:59Z', 2), arrival('2026-07-03T22:00:00Z', 3, 'b')];
  expect(brief(entries, '2026-07-03')).toEqual([['21:00 2', '22:00 0', '23:00 0', '00:00 3'], 0]);
  expect(brief([], '2026-07-03')).toEqual([[], 0]);
});

test('an hour that the clock repeats is there twice, in order', () => {
  const entries = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:10:00Z'].map((at, index) =>
    arrival(at, index + 1, at),
  );
  const { byHour } = hoursOf(entries, '2026-10-24', MADRID);
  expect(byHour).toEqual([
    { at: '2026-10-25T00:00:00.000Z', hour: '02:00', people: 1 },
    { at: '2026-10-25T01:00:00.000Z', hour: '02:00', people: 2 },
    { at: '2026-10-25T02:00:00.000Z', hour: '03:00', people: 3 },
  ]);
});

test('an hour that the clock skips is not there', () => {
  const entries = [arrival('2026-03-29T00:30:00Z', 1), arrival('2026-03-29T01:30:00Z', 2, 'b')];
  expect(brief(entries, '2026-03-28')).toEqual([['01:00 1', '03:00 2'], 0]);
});

test('hours are those of the venue’s clock, also where it differs by a half or changes by a half', () => {
  const kolkata = { timeZone: 'Asia/Kolkata', cutoffHour: 4 };
  expect(brief([arrival('2026-07-03T15:45:00Z', 4)], '2026-07-03', kolkata)).toEqual([['21:00 4'], 0]);
  const lordHowe = { timeZone: 'Australia/Lord_Howe', cutoffHour: 6 };
  // At 02:00 the clock goes back to 01:30: that half hour is there for itself.
  const entries = [arrival('2026-04-04T14:10:00Z', 1), arrival('2026-04-04T15:40:00Z', 2, 'b')];
  expect(brief(entries, '2026-04-04', lordHowe)).toEqual([['01:00 1', '01:00 0', '02:00 2'], 0]);
});

test('who is taken out again leaves the hour in which the last of the party came', () => {
  const entries = [
    arrival('2026-07-03T19:10:00Z', 3),
    arrival('2026-07-03T20:10:00Z', 2),
    arrival('2026-07-03T21:30:00Z', -3),
  ];
  expect(brief(entries, '2026-07-03')).toEqual([['21:00 2'], 0]);
});

test('who is counted after the night has no hour, and is not lost', () => {
  const entries = [arrival('2026-07-03T19:10:00Z', 3), arrival('2026-07-05T10:00:00Z', 2)];
  expect(brief(entries, '2026-07-03')).toEqual([['21:00 3'], 2]);
});

test('the peak is the first of the fullest hours', () => {
  const hour = (name: string, people: number) => ({ at: name, hour: name, people });
  expect(peakOf([hour('20:00', 1), hour('21:00', 4), hour('22:00', 4)])?.hour).toBe('21:00');
  expect(peakOf([])).toBeNull();
  expect(peakOf([hour('20:00', 0)])).toBeNull();
});
