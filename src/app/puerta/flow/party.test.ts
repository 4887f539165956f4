import { describe, expect, test } from 'vitest';
import { compileSearch } from '@/modules/reservations/search';
import type { Reservation } from '@/modules/reservations/wire';
import { countsAtOnce, findParties, suggestedIncrement } from './party';

describe('suggestedIncrement', () => {
  test.each([
    [6, 0, 6],
    [6, 2, 4],
    [6, 6, 1],
    [6, 9, 1],
  ])('of %i with %i in is %i', (guestCount, scanCount, increment) => {
    expect(suggestedIncrement({ guestCount, scanCount })).toBe(increment);
  });
});

test('only a person alone who has not come counts without a question', () => {
  expect(countsAtOnce({ guestCount: 1, scanCount: 0 })).toBe(true);
  expect(countsAtOnce({ guestCount: 1, scanCount: 1 })).toBe(false);
  expect(countsAtOnce({ guestCount: 2, scanCount: 0 })).toBe(false);
});

describe('findParties', () => {
  const rows = [
    { id: '1', code: 'K7M2QX', customerName: 'María José Arteaga' },
    { id: '2', code: 'B2C3D4', customerName: 'Íñigo Peña' },
    { id: '3', code: 'ARTE22', customerName: 'Bruno Salas' },
  ] as Reservation[];
  const ids = (typed: string) => findParties(rows, compileSearch(typed)).map(({ id }) => id);

  test.each([
    ['k7m', ['1']],
    ['K7M-2QX', ['1']],
    ['arte', ['1', '3']],
    ['arte22', ['3']],
    ['artaega', ['1']],
    ['brunno', ['3']],
    ['inigo pena', ['2']],
    ['josé maría', ['1']],
    ['zzz', []],
    ['  ', ['1', '2', '3']],
  ])('%s', (typed, found) => {
    expect(ids(typed)).toEqual(found);
  });

  test('what the server found by whole names stands before what is only nearly so', () => {
    const list = [
      { id: '1', code: 'AAAAAA', customerName: 'Mendiza R.' },
      { id: '2', code: 'BBBBBB', customerName: 'Lucía M.' },
      { id: '3', code: 'CCCCCC', customerName: 'Mendoza A.' },
    ] as Reservation[];
    expect(findParties(list, compileSearch('mendoza'), new Set(['2', 'gone'])).map(({ id }) => id)).toEqual([
      '3',
      '2',
      '1',
    ]);
  });
});
