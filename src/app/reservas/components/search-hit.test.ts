import { expect, test } from 'vitest';
import { reservationOf } from '@/modules/reservations/reservation.fixture';
import { compileSearch } from '@/modules/reservations/search';
import { hitOf } from './search-hit';

const ana = reservationOf({ id: 'ana', code: 'K7M2QX', customerName: 'Ana Mora' });
const later = reservationOf({ id: 'later', code: 'K7M2QY', customerName: 'Ana Mora', businessDay: '2026-12-01' });
const none = { rows: [], more: false };
const opened = (
  typed: string,
  shown: readonly (typeof ana)[],
  others = none as { rows: (typeof ana)[]; more: boolean },
) => hitOf(shown, others, compileSearch(typed))?.id;

test.each([
  { say: 'the only hit', typed: 'ana', shown: [ana], others: none, id: 'ana' },
  { say: 'the only hit, of another day', typed: 'ana', shown: [], others: { rows: [later], more: false }, id: 'later' },
  { say: 'none of several', typed: 'ana', shown: [ana], others: { rows: [later], more: false }, id: undefined },
  { say: 'none where more are left out', typed: 'ana', shown: [ana], others: { rows: [], more: true }, id: undefined },
  { say: 'the whole code', typed: 'k7m2qy', shown: [ana], others: { rows: [later], more: true }, id: 'later' },
  { say: 'nothing without a hit', typed: 'x', shown: [], others: none, id: undefined },
])('Enter opens $say', ({ typed, shown, others, id }) => {
  expect(opened(typed, shown, others)).toBe(id);
});
