import { expect, test } from 'vitest';
import { reservationOf } from './reservation.fixture';
import { ListedReservation, UNREADABLE } from './wire';

const row = reservationOf({ status: 'SEATED' });

test('a status that is new is kept, and fields that are new are dropped', () => {
  expect(ListedReservation.parse({ ...row, zone: 'terraza' })).toEqual(row);
});

test('a tag that is new is kept, and tags in a form that is new are read as none', () => {
  expect(ListedReservation.parse({ ...row, tags: ['VIP', 'STROLLER'] }).tags).toEqual(['VIP', 'STROLLER']);
  expect(ListedReservation.parse({ ...row, tags: { vip: true } })).toEqual(row);
  const { tags: _, ...before } = row;
  expect(ListedReservation.parse(before)).toEqual(row);
});

test.each(['2026-11-21T20:15:00Z', '2026-11-21T15:15:00.123-05:00'])('an hour as %s can be drawn', (reservedAt) => {
  expect(ListedReservation.parse({ ...row, reservedAt }).status).toBe('SEATED');
});

test.each(['2026-11-21 20:15', 'Sat Nov 21 2026', '2026-11-21T20:15', 1_795_000_000_000, null])(
  'a row whose hour is %s is one that cannot be read',
  (reservedAt) =>
    expect(ListedReservation.parse({ ...row, reservedAt })).toMatchObject({ id: 'r1', status: UNREADABLE }),
);
