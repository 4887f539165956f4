import type { Reservation } from '@/realtime/protocol/reservation';
import { can, type Role } from '../people/context';

/** First name and the initial of the last word: "Lucía Mendoza" → "Lucía M.". A single word stays as it is. */
export function shortName(name: string): string {
  const [first = '', ...rest] = name.normalize('NFC').trim().split(/\s+/u);
  const [initial] = rest.at(-1) ?? '';
  return initial === undefined ? first : `${first} ${initial.toLocaleUpperCase('es')}.`;
}

/** The reservation as `role` may see it: without `reservations.read-personal`, a shortened name and no contact data or notes. */
export function projectReservation(reservation: Reservation, role: Role): Reservation {
  if (can(role, 'reservations.read-personal')) return reservation;
  return {
    ...reservation,
    customerName: shortName(reservation.customerName),
    customerPhone: null,
    customerEmail: null,
    notes: null,
  };
}
