import type { Reservation } from '@/realtime/protocol/reservation';
import { can, type Role } from '../people/context';

/** What a role may see of a reservation: the door gets a first name with an initial, and no contact or notes. */
export function projectReservation(reservation: Reservation, role: Role): Reservation {
  if (can(role, 'reservations.read-personal')) return reservation;
  return {
    ...reservation,
    customerName: shortenName(reservation.customerName),
    customerPhone: null,
    customerEmail: null,
    notes: null,
  };
}

/** "María José Pérez" becomes "María P." */
function shortenName(name: string): string {
  const [first = '', ...others] = name.trim().split(/\s+/);
  const [initial] = others.at(-1) ?? '';
  return initial ? `${first} ${initial.toLocaleUpperCase()}.` : first;
}
