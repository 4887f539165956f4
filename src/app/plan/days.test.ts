import { expect, it } from 'vitest';
import { monthAfter, monthOf, weekOf } from './days';

it('weeks begin on Monday, and months have whole weeks', () => {
  expect([weekOf('2026-11-22')[0], weekOf('2026-11-23')[0], weekOf('2026-11-22').at(-1)]).toEqual([
    ...['2026-11-16', '2026-11-23', '2026-11-22'],
  ]);
  const month = monthOf('2026-11-21');
  expect([month.length, month[0]?.[0], month.at(-1)?.at(-1)]).toEqual([6, '2026-10-26', '2026-12-06']);
  expect(monthOf('2027-02-03').map((week) => week[0])).toEqual([
    '2027-02-01',
    '2027-02-08',
    '2027-02-15',
    '2027-02-22',
  ]);
});

it('another month keeps the day where it has it', () => {
  expect([monthAfter('2026-12-31', 1), monthAfter('2026-12-31', 2), monthAfter('2026-03-31', -1)]).toEqual([
    ...['2027-01-31', '2027-02-28', '2026-02-28'],
  ]);
});
