import { expect, test } from 'vitest';
import { UNREADABLE } from '@/modules/reservations/wire';
import { dayStats } from './stats';

test('a row that cannot be read is in no figure, and one of a status that is new counts its people', () => {
  const known = { status: 'CONFIRMED', guestCount: 4, scanCount: 1 };
  const stats = dayStats([known, { status: UNREADABLE, guestCount: 0, scanCount: 0 }]);
  expect(stats).toEqual(dayStats([known]));
  expect(dayStats([known, { status: 'SEATED', guestCount: 3, scanCount: 5 }])).toMatchObject({
    reservations: 2,
    guestsPlanned: 7,
    guestsArrived: 6,
    guestsExpected: 3,
    excess: 2,
  });
});
