import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES } from '@/modules/access/context';
import { ReservationStatus } from '@/modules/reservations/wire';
import type { NightState } from '@/modules/venues/business-day';
import {
  afterCount,
  afterMove,
  allowedMoves,
  announcedLateness,
  type CountedFields,
  canUndoCheckIn,
  closingStatus,
  guestSearchOf,
  judgeMove,
  onNewDay,
  undoneCheckIn,
} from './rules';

const status = fc.constantFrom(...ReservationStatus.options);
const due = fc.constantFrom('PENDING' as const, 'CONFIRMED' as const, 'NO_SHOW' as const);
const NIGHTS: readonly NightState[] = ['over', 'running', 'ahead'];
const CLOSED = new Date('2026-11-22T09:00:00Z');

const fresh = (status: ReservationStatus, closedAt: Date | null = null): CountedFields => ({
  ...{ status, statusBeforeCheckIn: null, countedFrom: null },
  ...{ scanCount: 0, closedAt },
});
const count = (row: CountedFields, scanCount: number) => ({ ...row, scanCount, ...afterCount(row, scanCount) });
const move = (row: CountedFields, to: ReservationStatus) => ({ ...row, ...afterMove(row, to) });
const movesOf = (role: 'MANAGER' | 'HOST', night: NightState, scanCount = 0) =>
  Object.fromEntries(
    ReservationStatus.options.map((status) => [status, allowedMoves({ status, scanCount }, role, night)]),
  );

describe('the status machine', () => {
  it('has exactly the moves of the domain document while the night runs', () => {
    expect(movesOf('MANAGER', 'running')).toEqual({
      PENDING: ['CONFIRMED', 'CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
      CONFIRMED: ['CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
      CHECKED_IN: ['COMPLETED'],
      NO_SHOW: ['CHECKED_IN', 'CONFIRMED'],
      CANCELLED: ['CONFIRMED'],
      COMPLETED: ['CHECKED_IN'],
    });
    expect(movesOf('HOST', 'running')).toMatchObject({ NO_SHOW: ['CHECKED_IN'], CANCELLED: [], COMPLETED: [] });
  });

  it('knows only pending, confirmed and cancelled before the night', () => {
    expect(movesOf('MANAGER', 'ahead')).toEqual({
      PENDING: ['CONFIRMED', 'CANCELLED'],
      CONFIRMED: ['CANCELLED'],
      CHECKED_IN: [],
      NO_SHOW: ['CONFIRMED'],
      CANCELLED: ['CONFIRMED'],
      COMPLETED: [],
    });
    expect(judgeMove({ status: 'CONFIRMED', scanCount: 0 }, 'CHECKED_IN', 'OWNER', 'ahead')).toBe('other-day');
  });

  it('leaves a night that is over to managers', () => {
    expect(Object.values(movesOf('HOST', 'over')).flat()).toEqual([]);
    expect(movesOf('MANAGER', 'over')).toEqual(movesOf('MANAGER', 'running'));
    expect(judgeMove({ status: 'NO_SHOW', scanCount: 0 }, 'CHECKED_IN', 'HOST', 'over')).toBe('night-closed');
  });

  it('keeps a party of which people are counted inside or gone home', () => {
    for (const night of NIGHTS) {
      for (const moves of Object.values(movesOf('MANAGER', night, 2))) {
        expect(['CHECKED_IN', 'COMPLETED']).toEqual(expect.arrayContaining(moves));
      }
    }
    expect(judgeMove({ status: 'CHECKED_IN', scanCount: 1 }, 'CANCELLED', 'OWNER', 'running')).toBe('has-arrivals');
    expect(judgeMove({ status: 'CHECKED_IN', scanCount: 0 }, 'CANCELLED', 'OWNER', 'running')).toBe('not-allowed');
  });

  it('leaves reopening to managers, and everything to nobody at the door', () => {
    const judge = (from: ReservationStatus, to: ReservationStatus, role: 'HOST' | 'OWNER') =>
      judgeMove({ status: from, scanCount: 0 }, to, role, 'running');
    expect(judge('CANCELLED', 'CONFIRMED', 'HOST')).toBe('forbidden');
    expect(judge('COMPLETED', 'CHECKED_IN', 'HOST')).toBe('forbidden');
    expect(judge('NO_SHOW', 'CONFIRMED', 'HOST')).toBe('forbidden');
    expect(judge('NO_SHOW', 'CHECKED_IN', 'HOST')).toBe('ok');
    expect(judge('CANCELLED', 'CONFIRMED', 'OWNER')).toBe('ok');
    expect(judge('PENDING', 'COMPLETED', 'OWNER')).toBe('not-allowed');
    expect(judge('PENDING', 'PENDING', 'OWNER')).toBe('same');
    for (const status of ReservationStatus.options) {
      for (const night of NIGHTS) expect(allowedMoves({ status, scanCount: 0 }, 'DOOR', night)).toEqual([]);
    }
  });

  it('shows what it allows, and nothing from a status that it does not know', () => {
    const facts = fc.record({ status, to: status, scanCount: fc.nat(2), role: fc.constantFrom(...ROLES) });
    fc.assert(
      fc.property(facts, fc.constantFrom(...NIGHTS), ({ to, role, ...row }, night) => {
        const isShown = allowedMoves(row, role, night).includes(to);
        if (role !== 'DOOR') expect(isShown).toBe(judgeMove(row, to, role, night) === 'ok');
      }),
    );
    expect(allowedMoves({ status: 'SEATED', scanCount: 0 }, 'OWNER', 'running')).toEqual([]);
  });

  it('offers to take a check-in back while nobody is counted', () => {
    expect(canUndoCheckIn({ status: 'CHECKED_IN', scanCount: 0 }, 'HOST', 'running')).toBe(true);
    expect(canUndoCheckIn({ status: 'CHECKED_IN', scanCount: 1 }, 'HOST', 'running')).toBe(false);
    expect(canUndoCheckIn({ status: 'CHECKED_IN', scanCount: 0 }, 'HOST', 'over')).toBe(false);
    expect(canUndoCheckIn({ status: 'CHECKED_IN', scanCount: 0 }, 'MANAGER', 'over')).toBe(true);
    expect(canUndoCheckIn({ status: 'CHECKED_IN', scanCount: 0 }, 'DOOR', 'running')).toBe(false);
    expect(canUndoCheckIn({ status: 'COMPLETED', scanCount: 0 }, 'OWNER', 'running')).toBe(false);
  });
});

describe('a count', () => {
  it('restores exactly the row before when it falls back to nobody', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(due, fc.boolean(), counts, (status, byHand, counts) => {
        const before = byHand ? move(fresh(status), 'CHECKED_IN') : fresh(status);
        let row: CountedFields = before;
        for (const people of counts) {
          row = count(row, people);
          expect(row.status).toBe('CHECKED_IN');
        }
        expect(count(row, 0)).toEqual(before);
      }),
    );
  });

  it('leaves a check-in by hand to be taken back by itself', () => {
    const byHand = move(fresh('PENDING'), 'CHECKED_IN');
    const row = count(count(byHand, 2), 0);
    expect(row.status).toBe('CHECKED_IN');
    expect(undoneCheckIn(row, false)).toBe('PENDING');
    expect(move(row, undoneCheckIn(row, false))).toEqual(fresh('PENDING'));
    expect(undoneCheckIn(row, true)).toBe('NO_SHOW');
  });

  it('restores it also after the party went home and was let in again', () => {
    const row = move(move(count(fresh('PENDING'), 2), 'COMPLETED'), 'CHECKED_IN');
    expect(count(row, 0)).toEqual(fresh('PENDING'));
  });

  it('falls back as before for a row that the version before counted', () => {
    const old = { ...fresh('CHECKED_IN'), scanCount: 2 };
    expect(count({ ...old, statusBeforeCheckIn: 'PENDING' }, 0).status).toBe('PENDING');
    expect(count(old, 0).status).toBe('CONFIRMED');
  });

  it('ends a row of a closed night as the end of the day would have', () => {
    fc.assert(
      fc.property(due, fc.boolean(), fc.integer({ min: 1, max: 9 }), (status, byHand, people) => {
        const open = byHand ? move(fresh(status), 'CHECKED_IN') : fresh(status);
        const closed = { ...open, status: closingStatus(open.status) ?? open.status, closedAt: CLOSED };
        const late = count(closed, people);
        expect(late.status).toBe('COMPLETED');
        expect(count(late, 0)).toEqual(closed);
        const counted = { ...count(open, people), status: 'COMPLETED' as const, closedAt: CLOSED };
        expect(count(counted, 0).status).toBe(closed.status);
      }),
    );
  });
});

it('never remembers CHECKED_IN as the status before a check-in', () => {
  fc.assert(
    fc.property(status, status, (from, to) => {
      if (judgeMove({ status: from, scanCount: 0 }, to, 'OWNER', 'running') !== 'ok') return;
      const moved = afterMove(fresh(from), to);
      expect(moved.status).toBe(to);
      expect(moved.statusBeforeCheckIn).not.toBe('CHECKED_IN');
      if (to === 'CHECKED_IN') expect(moved.statusBeforeCheckIn).not.toBeNull();
    }),
  );
});

it('expects a party again on a new day', () => {
  expect(ReservationStatus.options.map((status) => [status, onNewDay(fresh(status))])).toEqual([
    ['PENDING', 'PENDING'],
    ['CONFIRMED', 'CONFIRMED'],
    ['CHECKED_IN', 'CONFIRMED'],
    ['COMPLETED', 'CONFIRMED'],
    ['CANCELLED', 'CANCELLED'],
    ['NO_SHOW', 'CONFIRMED'],
  ]);
  expect(onNewDay(move(fresh('PENDING'), 'CHECKED_IN'))).toBe('PENDING');
});

describe('a delay that the guest announced', () => {
  const party = { status: 'CONFIRMED', scanCount: 0, lateMinutes: 15 } as const;
  it.each([
    [party, 15],
    [{ ...party, status: 'PENDING' as const }, 15],
    [{ ...party, lateMinutes: null }, 0],
    [{ ...party, scanCount: 1 }, 0],
    [{ ...party, status: 'CHECKED_IN' as const }, 0],
    [{ ...party, status: 'CANCELLED' as const }, 0],
  ])('%o is shown as %i minutes', (row, minutes) => {
    expect(announcedLateness(row)).toBe(minutes);
  });
});

it.each([
  ['099 12', null],
  ['099-123', 'phone'],
  ['+593 99 1', 'phone'],
  ['tel:+59399123', 'phone'],
  ['An', null],
  [' Ana ', 'name'],
  ['Ñuñ', 'name'],
  ['Li 3', null],
  ['', null],
])('by %j a guest is looked for by %s', (typed, by) => expect(guestSearchOf(typed)).toBe(by));
