import type { DomainEvent, ReservationUpdates } from '@/realtime/protocol/events';
import { can, type Role } from '../people/context';
import { projectReservation, shortName } from './project-reservation';

/**
 * The event as `role` may see it, or null when it may not see it at all (the stream then sends a `skip`).
 * A role bound to today sees a reservation while it is on today's business day, and its leaving that day.
 */
export function projectEvent(event: DomainEvent, role: Role, today: string): DomainEvent | null {
  if (!can(role, 'reservations.read-any-day') && !touchesDay(event, today)) return null;
  if (can(role, 'reservations.read-personal')) return event;
  switch (event.type) {
    case 'reservation-updated':
      return {
        ...event,
        updates: projectUpdates(event.updates),
        ...(event.reservation ? { reservation: projectReservation(event.reservation, role) } : {}),
      };
    case 'reservation-created':
      return {
        ...event,
        customerName: shortName(event.customerName),
        reservation: projectReservation(event.reservation, role),
      };
    case 'qr-scanned':
    case 'reservation-deleted':
    case 'status-changed':
      return { ...event, customerName: shortName(event.customerName) };
  }
}

function touchesDay(event: DomainEvent, day: string): boolean {
  return event.businessDay === day || (event.type === 'reservation-updated' && event.previousBusinessDay === day);
}

/** Changed personal fields become null rather than absent: the member's copy holds null already. */
function projectUpdates(updates: ReservationUpdates): ReservationUpdates {
  const projected = { ...updates };
  if (projected.customerName !== undefined) projected.customerName = shortName(projected.customerName);
  if ('customerPhone' in projected) projected.customerPhone = null;
  if ('customerEmail' in projected) projected.customerEmail = null;
  if ('notes' in projected) projected.notes = null;
  return projected;
}
