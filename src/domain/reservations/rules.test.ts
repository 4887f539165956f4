import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReservationStatus } from '@/realtime/protocol/reservation';
import { afterCount, afterMove, allowedMoves, judgeMove } from './rules';

const status = fc.constantFrom(...ReservationStatus.options);

describe('the status machine', () => {
  it('has exactly the moves of the domain document', () => {
    const moves = Object.fromEntries(ReservationStatus.options.map((from) => [from, allowedMoves(from, 'MANAGER')]));
    expect(moves).toEqual({
      PENDING: ['CONFIRMED', 'CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
      CONFIRMED: ['CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
      CHECKED_IN: ['COMPLETED'],
      NO_SHOW: ['CHECKED_IN', 'CONFIRMED'],
      CANCELLED: ['CONFIRMED'],
      COMPLETED: ['CHECKED_IN'],
    });
  });

  it('leaves reopening to managers, and everything to nobody at the door', () => {
    expect(judgeMove('CANCELLED', 'CONFIRMED', 'HOST')).toBe('forbidden');
    expect(judgeMove('COMPLETED', 'CHECKED_IN', 'HOST')).toBe('forbidden');
    expect(judgeMove('NO_SHOW', 'CONFIRMED', 'HOST')).toBe('forbidden');
    expect(judgeMove('NO_SHOW', 'CHECKED_IN', 'HOST')).toBe('ok');
    expect(judgeMove('CANCELLED', 'CONFIRMED', 'OWNER')).toBe('ok');
    expect(judgeMove('PENDING', 'COMPLETED', 'OWNER')).toBe('not-allowed');
    expect(judgeMove('PENDING', 'PENDING', 'OWNER')).toBe('same');
    for (const from of ReservationStatus.options) expect(allowedMoves(from, 'DOOR')).toEqual([]);
  });

  it('returns to the status before the first person when the count falls back to nobody', () => {
    const due = fc.constantFrom('PENDING', 'CONFIRMED', 'NO_SHOW');
    fc.assert(
      fc.property(due, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (before, counts) => {
        let row = { status: ReservationStatus.parse(before), statusBeforeCheckIn: null } as Parameters<
          typeof afterCount
        >[0];
        for (const count of counts) {
          row = afterCount(row, count);
          expect(row.status).toBe('CHECKED_IN');
        }
        expect(afterCount(row, 0)).toEqual({ status: before, statusBeforeCheckIn: null });
      }),
    );
  });

  it('never remembers CHECKED_IN as the status to return to', () => {
    fc.assert(
      fc.property(status, status, (from, to) => {
        if (judgeMove(from, to, 'OWNER') !== 'ok') return;
        const moved = afterMove({ status: from, statusBeforeCheckIn: null }, to);
        expect(moved.status).toBe(to);
        expect(moved.statusBeforeCheckIn).not.toBe('CHECKED_IN');
        if (to === 'CHECKED_IN') expect(moved.statusBeforeCheckIn).not.toBeNull();
      }),
    );
  });
});
