import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '@/realtime/protocol/events';
import type { Reservation } from '@/realtime/protocol/reservation';
import { projectEvent } from './project-event';
import { projectReservation } from './project-reservation';

const TODAY = '2026-11-21';
const reservation: Reservation = {
  id: 'r1',
  code: 'ABC',
  customerName: 'Lucía Mendoza',
  customerPhone: '+593991234567',
  customerEmail: 'lucia@example.test',
  guestCount: 4,
  reservedAt: '2026-11-22T01:00:00.000Z',
  businessDay: TODAY,
  status: 'CONFIRMED',
  scanCount: 0,
  tableName: 'A1',
  notes: 'Alergia a las nueces',
  version: 3,
  createdAt: '2026-11-20T10:00:00.000Z',
};
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
const DOOR = { days: TODAY, personal: false };
const PERSONAL = /Mendoza|593|example\.test|nueces/;

describe('projection for the door', () => {
  it('hides personal data of a reservation, and only for the door', () => {
    expect(projectReservation(reservation, 'HOST')).toBe(reservation);
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
    const on = (days: string) => ({ days, personal: false });
    expect(projectEvent(deleted, DOOR)).toMatchObject({ customerName: 'Lucía M.' });
    expect(projectEvent(deleted, on('2026-11-22'))).toBeNull();
    expect(projectEvent(moved, on('2026-11-25'))).not.toBeNull();
    expect(projectEvent(moved, on('2026-11-24'))).toBeNull();
    expect(projectEvent(deleted, { days: 'any', personal: true })).toBe(deleted);
    expect(projectEvent(deleted, { days: 'none', personal: true })).toBeNull();
  });
});
