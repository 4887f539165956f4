import { expect, test } from 'vitest';
import { ROLES } from '@/modules/access/context';
import { reservationOf } from '@/modules/reservations/reservation.fixture';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import {
  countByFilter,
  countingOf,
  dueParties,
  filterReservations,
  groupByHour,
  minutesLate,
  presentHour,
  quarterClock,
  shareGroups,
} from './list-view';

const row = (fields: Partial<Reservation>): Reservation =>
  reservationOf({
    customerName: 'Íñigo Peña',
    customerPhone: '+593991234567',
    reservedAt: '2026-11-21T20:15:00.000Z',
    status: 'PENDING',
    tableName: 'Mesa 12',
    ...fields,
  });

test('a pending party is due and unconfirmed', () => {
  const rows = [row({}), row({ status: 'CONFIRMED' }), row({ status: 'CANCELLED' })];
  expect(countByFilter(rows, null, 10)).toMatchObject({
    all: 3,
    due: 2,
    late: 0,
    unconfirmed: 1,
    cancelled: 1,
    inside: 0,
  });
  expect(filterReservations(rows, 'due', null, 10)).toHaveLength(2);
});

test('late are the parties that are overdue or have said so, and nobody who is here', () => {
  const rows = [
    row({ id: 'overdue' }),
    row({ id: 'in time', reservedAt: '2026-11-21T20:31:00.000Z' }),
    row({ id: 'announced', reservedAt: '2026-11-21T22:00:00.000Z', lateMinutes: 15 }),
    row({ id: 'here', scanCount: 1, status: 'CHECKED_IN', lateMinutes: 15 }),
    row({ id: 'cancelled', status: 'CANCELLED' }),
  ];
  const now = Date.parse('2026-11-21T20:40:00.000Z');
  expect(filterReservations(rows, 'late', now, 10).map(({ id }) => id)).toEqual(['overdue', 'announced']);
  expect(countByFilter(rows, now, 10).late).toBe(2);
  expect(countByFilter(rows, now, 5).late, 'where the venue waits less').toBe(3);
});

test('groups by wall-clock hour, past midnight too, and leaves cancelled guests out', () => {
  const rows = [
    row({ reservedAt: '2026-11-21T21:05:00.000Z', scanCount: 2 }),
    row({ reservedAt: '2026-11-21T21:50:00.000Z', status: 'CANCELLED' }),
    row({ reservedAt: '2026-11-22T00:30:00.000Z' }),
  ];
  const groups = groupByHour(rows, (instant) => instant.slice(11, 16));
  expect(groups.map(({ hour, guests, arrived }) => [hour, guests, arrived])).toEqual([
    ['21:00', 4, 2],
    ['00:00', 4, 0],
  ]);
});

test('a group stays the same object while its rows do', () => {
  const rows = [
    row({ id: 'a', reservedAt: '2026-11-21T21:05:00Z' }),
    row({ id: 'b', reservedAt: '2026-11-21T22:05:00Z' }),
  ];
  const groups = (list: readonly Reservation[]) => groupByHour(list, (instant) => instant.slice(11, 16));
  const before = groups(rows);
  expect(shareGroups(before, groups(rows))).toBe(before);
  const [first, second] = shareGroups(before, groups(rows.map((each) => (each.id === 'b' ? { ...each } : each))));
  expect(first).toBe(before[0]);
  expect(second).not.toBe(before[1]);
  expect(shareGroups(before, groups(rows.slice(0, 1)))).toEqual([before[0]]);
});

test('asks the clock once for a quarter of an hour', () => {
  const asked: string[] = [];
  const clock = quarterClock((instant) => {
    asked.push(instant);
    return instant.slice(11, 16);
  });
  expect(['21:29:59', '21:15:00', '21:14:59'].map((time) => clock(`2026-11-21T${time}Z`))).toEqual([
    '21:15',
    '21:15',
    '21:00',
  ]);
  expect(asked).toEqual(['2026-11-21T21:15:00.000Z', '2026-11-21T21:00:00.000Z']);
});

test('seven parties are due next, and the others are counted', () => {
  const rows = Array.from({ length: 10 }, (_, index) => row({ id: `r${index}`, scanCount: index === 0 ? 1 : 0 }));
  const { first, more } = dueParties([...rows, row({ status: 'CANCELLED' })]);
  expect(first.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7']);
  expect(more).toBe(2);
});

test('the present hour is the one that the first row of the hour stands in', () => {
  const rows = ['18:00', '19:05', '19:50', '22:00'].map((time) =>
    row({ id: time, reservedAt: `2026-11-21T${time}:00.000Z` }),
  );
  const groups = groupByHour(rows, (instant) => instant.slice(11, 16));
  const at = (time: string) => presentHour(groups, Date.parse(`2026-11-21T${time}:00Z`));
  expect([at('17:10'), at('19:40'), at('20:30'), at('23:10')]).toEqual([null, '1-19:00', '2-22:00', null]);
});

test.each([
  [{}, 9, 10, 0],
  [{}, 10, 10, 10],
  [{}, 24, 25, 0],
  [{}, 25, 25, 25],
  [{}, 0, 0, 0],
  [{}, 1, 0, 1],
  [{}, 241, 10, 0],
  [{ scanCount: 1 }, 30, 10, 0],
  [{ status: 'CANCELLED' as const }, 30, 10, 0],
])('%o after %i minutes, where the venue waits %i, is late by %i', (changes, minutes, tolerance, late) => {
  const party = row({ status: 'CONFIRMED', ...changes });
  expect(minutesLate(party, Date.parse(party.reservedAt) + minutes * 60_000, tolerance)).toBe(late);
});

test('a row that cannot be read stands where it was, in no figure, and is not counted by hand', () => {
  const unreadable = row({ id: 'r2', status: UNREADABLE, guestCount: 0, reservedAt: new Date(0).toISOString() });
  const late = row({ id: 'r3', reservedAt: '2026-11-21T22:10:00.000Z' });
  const rows = [unreadable, row({}), { ...unreadable, id: 'r4' }, late];
  const groups = groupByHour(rows, (instant) => instant.slice(11, 16));
  expect(groups.map(({ hour, parties, reservations }) => [hour, parties, reservations.length])).toEqual([
    ['20:00', 1, 3],
    ['22:00', 1, 1],
  ]);
  expect(countByFilter(rows, null, 10)).toMatchObject({ all: 2, due: 2 });
  expect(countingOf(unreadable, 'OWNER', 'running')).toBe('none');
  expect(countingOf(row({ status: 'SEATED' }), 'HOST', 'running')).toBe('free');
});

test('people are counted by hand while the night runs, and corrected by who may once it is over', () => {
  const confirmed = row({ status: 'CONFIRMED' });
  for (const role of ROLES) {
    expect(countingOf(confirmed, role, 'running')).toBe('free');
    expect(countingOf(confirmed, role, 'ahead')).toBe('none');
    for (const status of ['COMPLETED', 'NO_SHOW'] as const) {
      const corrects = role === 'OWNER' || role === 'MANAGER';
      expect(countingOf(row({ status }), role, 'over')).toBe(corrects ? 'correction' : 'none');
    }
    expect(countingOf(row({ status: 'COMPLETED' }), role, 'running')).toBe('none');
    for (const night of ['over', 'running', 'ahead'] as const) {
      expect(countingOf(row({ status: 'CANCELLED' }), role, night)).toBe('none');
    }
  }
});

test('a row whose hour fails to be told costs the list nothing', () => {
  const groups = groupByHour([row({}), row({ id: 'r2', reservedAt: 'mañana' })], (instant) => {
    if (instant === 'mañana') throw new RangeError('not an instant');
    return instant.slice(11, 16);
  });
  expect(groups.map(({ hour, reservations }) => [hour, reservations.length])).toEqual([['20:00', 2]]);
});
