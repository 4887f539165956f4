import { can, type Role } from '@/modules/access/context';
import { hidden, pickShown, type ShownFields, type Some, shown } from '@/modules/access/shown-fields';
import type { Reservation } from '@/realtime/protocol/reservation';
import { shortName } from './short-name';

const SHOWN: ShownFields<Reservation> = {
  id: shown,
  code: shown,
  customerName: shortName,
  customerPhone: hidden,
  customerEmail: hidden,
  guestCount: shown,
  reservedAt: shown,
  businessDay: shown,
  status: shown,
  scanCount: shown,
  tableName: shown,
  notes: hidden,
  version: shown,
  createdAt: shown,
};

/** The fields of a reservation that anybody who may read it is shown: a shortened name, no contact data, no notes, nothing unknown. */
export function maskFields<S extends Some<Reservation>>(fields: S): S {
  return pickShown(SHOWN, fields);
}

/** The reservation as `role` may see it. */
export function projectReservation(reservation: Reservation, role: Role): Reservation {
  return can(role, 'reservations.read-personal') ? reservation : maskFields(reservation);
}
