import { expect, test } from 'vitest';
import { ListedReservation, UNREADABLE } from './reservation';

const row = {
  id: 'r1',
  code: 'K7QP2',
  customerName: 'Ana',
  customerPhone: null,
  customerEmail: null,
  guestCount: 2,
  reservedAt: '2026-11-21T20:15:00.000Z',
  businessDay: '2026-11-21',
  status: 'SEATED',
  scanCount: 0,
  tableName: null,
  notes: null,
  version: 7,
  createdAt: '2026-11-20T12:00:00.000Z',
};

test('a status that is new is kept, and fields that are new are dropped', () => {
  expect(ListedReservation.parse({ ...row, zone: 'terraza' })).toEqual(row);
});

test.each(['2026-11-21T20:15:00Z', '2026-11-21T15:15:00.123-05:00'])('an hour as %s can be drawn', (reservedAt) => {
  expect(ListedReservation.parse({ ...row, reservedAt }).status).toBe('SEATED');
});

test.each(['2026-11-21 20:15', 'Sat Nov 21 2026', '2026-11-21T20:15', 1_795_000_000_000, null])(
  'a row whose hour is %s is one that cannot be read',
  (reservedAt) =>
    expect(ListedReservation.parse({ ...row, reservedAt })).toMatchObject({ id: 'r1', status: UNREADABLE }),
);
