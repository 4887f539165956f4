import { describe, expect, it } from 'vitest';
import { type View, visibleTo } from '@/modules/access/audience';
import type { DomainEvent } from '@/modules/reservations/wire';
import { projectEvent, projectReservation } from './events';
import { eachOptionalText, reservationOf } from './reservation.fixture';

const TODAY = '2026-11-21';
const reservation = reservationOf({
  ...eachOptionalText('Alergia a las nueces'),
  customerName: 'Lucía Mendoza',
  customerPhone: '+593991234567',
  customerEmail: 'lucia@example.test',
  tableName: 'A1',
});
const base = {
  businessId: 'b',
  timestamp: '2026-11-21T20:00:00.000Z',
  seq: 3,
  reservationId: 'r1',
  businessDay: TODAY,
};
const moved: DomainEvent = {
  type: 'reservation-updated',
  ...base,
  businessDay: '2026-11-25',
  previousBusinessDay: TODAY,
  updates: { customerName: 'Lucía Mendoza', customerPhone: '+593991234567', notes: 'x', guestCount: 5 },
  reservation,
};
const created: DomainEvent = {
  type: 'reservation-created',
  ...base,
  customerName: 'Lucía Mendoza',
  guestCount: 4,
  reservedAt: reservation.reservedAt,
  status: 'CONFIRMED',
  reservation,
};
const DOOR: View = { visible: visibleTo('DOOR'), day: TODAY };
const PERSONAL = /Mendoza|593|example\.test|nueces/;

describe('projection for the door', () => {
  it('hides personal data of a reservation, and only for the door', () => {
    expect(projectReservation(reservation, 'HOST')).toEqual(reservation);
    expect(JSON.stringify(projectReservation(reservation, 'DOOR'))).not.toMatch(PERSONAL);
  });

  it('hides personal data wherever an event carries it', () => {
    expect(JSON.stringify(projectEvent(created, DOOR))).not.toMatch(PERSONAL);
    expect(projectEvent(moved, DOOR)).toMatchObject({
      updates: { customerName: 'Lucía M.', customerPhone: null, notes: null, guestCount: 5 },
      reservation: { customerName: 'Lucía M.', customerPhone: null, customerEmail: null, notes: null },
    });
    expect(JSON.stringify(projectEvent(moved, DOOR))).not.toMatch(PERSONAL);
  });

  it('adds no field that did not change', () => {
    const event: DomainEvent = { type: 'reservation-updated', ...base, updates: { guestCount: 2 } };
    expect(projectEvent(event, DOOR)).toEqual(event);
  });

  it('shows events of today and of leaving today, and no other day', () => {
    const deleted: DomainEvent = { type: 'reservation-deleted', ...base, customerName: 'Lucía Mendoza' };
    const on = (day: string) => ({ ...DOOR, day });
    expect(projectEvent(deleted, DOOR)).toMatchObject({ customerName: 'Lucía M.' });
    expect(projectEvent(deleted, on('2026-11-22'))).toBeNull();
    expect(projectEvent(moved, on('2026-11-25'))).not.toBeNull();
    expect(projectEvent(moved, on('2026-11-24'))).toBeNull();
    expect(projectEvent(deleted, { visible: visibleTo('HOST'), day: null })).toEqual(deleted);
    expect(projectEvent(deleted, { visible: new Set(['reservations.read-personal']), day: null })).toBeNull();
  });
});
