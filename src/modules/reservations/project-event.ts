import type { View } from '@/modules/access/audience';
import { pickShown, type ShownFields, shown } from '@/modules/access/shown-fields';
import type { DomainEvent } from '@/realtime/protocol/events';
import { maskFields } from './project-reservation';
import { shortName } from './short-name';

type EventOf<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>;

const ON_RESERVATION = {
  type: shown,
  businessId: shown,
  timestamp: shown,
  seq: shown,
  reservationId: shown,
  businessDay: shown,
};

const SHOWN: { readonly [T in DomainEvent['type']]: ShownFields<EventOf<T>> } = {
  'qr-scanned': {
    ...ON_RESERVATION,
    customerName: shortName,
    scanCount: shown,
    maxGuests: shown,
    increment: shown,
    isFirstScan: shown,
    newStatus: shown,
    method: shown,
    gateId: shown,
    excess: shown,
  },
  'reservation-created': {
    ...ON_RESERVATION,
    customerName: shortName,
    guestCount: shown,
    reservedAt: shown,
    status: shown,
    reservation: maskFields,
  },
  'reservation-updated': {
    ...ON_RESERVATION,
    // A hidden field becomes null rather than absent: the member's copy holds null already.
    updates: maskFields,
    previousBusinessDay: shown,
    reservation: maskFields,
  },
  'reservation-deleted': { ...ON_RESERVATION, customerName: shortName },
  'status-changed': { ...ON_RESERVATION, customerName: shortName, oldStatus: shown, newStatus: shown },
};

/**
 * The event as a reader with this view may see it, or null when they may not see it at all (the stream then sends a `skip`):
 * one of another day, or of a type without a decision. A reader bound to a day sees a reservation while it is on that day,
 * and its leaving that day.
 */
export function projectEvent(event: DomainEvent, { days, personal }: View): DomainEvent | null {
  if (days === 'none' || (days !== 'any' && !touchesDay(event, days))) return null;
  if (personal) return event;
  if (!Object.hasOwn(SHOWN, event.type)) return null;
  return pickShown(SHOWN[event.type] as ShownFields<DomainEvent>, event);
}

function touchesDay(event: DomainEvent, day: string): boolean {
  return event.businessDay === day || (event.type === 'reservation-updated' && event.previousBusinessDay === day);
}
