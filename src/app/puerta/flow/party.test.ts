import { describe, expect, test } from 'vitest';
import { compileSearch } from '@/modules/reservations/search';
import type { Reservation } from '@/modules/reservations/wire';
import type { DoorReason, PhoneOutcome } from './door-outcome';
import { findParties } from './find-parties';
import { countsAtOnce, leavingOf, outsideOf, suggestedIncrement, warningOf } from './party';

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
  expect(countsAtOnce({ guestCount: 1, scanCount: 1 }, 1), 'who comes back').toBe(true);
});

describe('people of a pass who are outside', () => {
  const partyOf = (scanCount: number, guestCount = 4) =>
    ({ guestCount, scanCount, status: 'CHECKED_IN' }) as unknown as Reservation;
  const read = (scanCount: number, outside?: number) =>
    ({
      ...{ kind: 'counted', reservation: partyOf(scanCount), scanCount, maxGuests: 4, excess: 0, outside },
    }) as Extract<PhoneOutcome, { kind: 'counted' }>;
  const refused = (reason: DoorReason, scanCount: number | null): PhoneOutcome => ({
    ...{ kind: 'refused', reason, reservation: scanCount === null ? null : partyOf(scanCount) },
  });

  test('come back to a complete party without a warning, and are no news to one that is still expected', () => {
    expect(outsideOf(read(4, 2))).toBe(2);
    expect(outsideOf(read(3, 2))).toBe(0);
    expect(outsideOf(read(4))).toBe(0);
    expect(warningOf(partyOf(4))).toBe('ALL_IN');
    expect(warningOf(partyOf(4), 2)).toBeNull();
    expect(warningOf({ ...partyOf(4), status: 'CANCELLED' }, 2)).toBe('CANCELLED');
  });

  test('leave at most as many as are inside, whatever became of the pass', () => {
    expect(leavingOf(read(3, 1))).toMatchObject({ inside: 2 });
    expect(leavingOf(read(3))).toMatchObject({ inside: 3 });
    expect(leavingOf(read(2, 2))).toBeNull();
    expect(leavingOf(refused('CANCELLED', 2))).toMatchObject({ inside: 2 });
    expect(leavingOf(refused('REVOKED', 0))).toBeNull();
    expect(leavingOf(refused('BAD_SIGNATURE', 2))).toBeNull();
    expect(leavingOf(refused('INVALID', null))).toBeNull();
    expect(leavingOf({ kind: 'unsure' })).toEqual({ party: null, inside: null });
  });
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
