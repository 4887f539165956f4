import { expect, it } from 'vitest';
import type { Taken } from '@/modules/reservations/answers';
import { firstKindOf, obstacleOf } from './obstacle';

const span = { from: '2026-11-22T01:00:00.000Z', until: '2026-11-22T03:00:00.000Z' };
const of = (kind: Taken['kind'], reservationId: string | null): Taken => ({
  kind,
  tableId: 't',
  reservationId,
  ...span,
});

it('keeps what is in the way although it is nobody’s reservation', () => {
  const taken = [of('HOLD', null), of('BLOCK', null), of('RESERVATION', 'r')];
  expect(obstacleOf({ code: 'TABLE_TAKEN', obstacle: null, taken })).toEqual({ obstacle: null, taken });
  expect(obstacleOf({ obstacle: 'LATER', taken: [{}] }), 'of a later version').toEqual({ obstacle: null, taken: [] });
});

it('says first who has the table, then that it is held, then that it is closed', () => {
  const first = (...taken: Taken[]) => firstKindOf({ obstacle: null, taken });
  expect(first(of('BLOCK', null), of('HOLD', null), of('RESERVATION', 'r'))).toBe('RESERVATION');
  expect(first(of('BLOCK', null), of('HOLD', null))).toBe('HOLD');
  expect(first(of('BLOCK', null))).toBe('BLOCK');
  expect(first()).toBe('unfit');
});
