import { LOCALES } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { type View, type Visible, visibleTo } from '@/modules/access/audience';
import type { Rights } from '@/modules/access/context';
import { hiddenWithout, maskedWithout, pickShown, type ShownFields, type Some, shown } from '@/modules/access/shown';
import type { EventRules } from '@/modules/events/rules';
import type { DomainEvent, Reservation } from '@/modules/reservations/wire';
import { shortName } from './short-name';

type EventOf<T extends DomainEvent['type']> = Extract<DomainEvent, { type: T }>;

/** What walk-ins are called in any language is no person's name, so nothing of it is left out. */
const WALK_INS: ReadonlySet<string> = new Set(LOCALES.map((locale) => MESSAGES[locale].reservas.walkIn.name));
const name = maskedWithout('reservations.read-personal', (whole: string) =>
  WALK_INS.has(whole) ? whole : shortName(whole),
);
const nameInList = maskedWithout('reservations.read', () => '');
const personal = hiddenWithout('reservations.read-personal');

const RESERVATION: ShownFields<Reservation> = {
  id: shown,
  code: shown,
  customerName: name,
  customerPhone: personal,
  customerEmail: personal,
  guestCount: shown,
  reservedAt: shown,
  businessDay: shown,
  status: shown,
  scanCount: shown,
  tableName: shown,
  tableIds: shown,
  notes: personal,
  lateMinutes: shown,
  onWayAt: shown,
  seatedAt: shown,
  leftAt: shown,
  tags: shown,
  version: shown,
  createdAt: shown,
};

const ON_RESERVATION = {
  type: shown,
  businessId: shown,
  timestamp: shown,
  seq: shown,
  reservationId: shown,
  businessDay: shown,
};

const EVENTS: { readonly [T in DomainEvent['type']]: ShownFields<EventOf<T>> } = {
  'qr-scanned': {
    ...ON_RESERVATION,
    // A device without the list follows how many came, not who.
    customerName: (whole, visible) => nameInList(name(whole, visible), visible),
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
    customerName: name,
    guestCount: shown,
    reservedAt: shown,
    status: shown,
    reservation: showFields,
  },
  'reservation-updated': {
    ...ON_RESERVATION,
    // A hidden field becomes null rather than absent, because the member's copy already holds null.
    updates: showFields,
    previousBusinessDay: shown,
    reservation: showFields,
  },
  'reservation-deleted': { ...ON_RESERVATION, customerName: name },
  'status-changed': { ...ON_RESERVATION, customerName: name, oldStatus: shown, newStatus: shown },
};

/**
 * Some fields of a reservation as a reader may see them: without the permission, names are shortened, and contact data
 * and notes are null.
 */
export function showFields<S extends Some<Reservation>>(fields: S, visible: Visible): S {
  return pickShown(RESERVATION, fields, visible);
}

/** The reservation as `role` may see it. */
export function projectReservation(reservation: Reservation, role: Rights): Reservation {
  return showFields(reservation, visibleTo(role));
}

/**
 * The event as a reader with this view may see it. A reader limited to one day sees a reservation while it is on that
 * day, and sees it leave that day.
 */
export function projectEvent(event: DomainEvent, { visible, day }: View): DomainEvent | null {
  const isFollowed = event.type === 'qr-scanned' && visible.has('door.follow');
  if (!(visible.has('reservations.read') || isFollowed) || !(day === null || touchesDay(event, day))) return null;
  return pickShown(EVENTS[event.type] as ShownFields<DomainEvent>, event, visible);
}

export const RESERVATION_EVENTS: EventRules = {
  types: Object.keys(EVENTS),
  project: (event, view) => projectEvent(event as DomainEvent, view),
};

function touchesDay(event: DomainEvent, day: string): boolean {
  return event.businessDay === day || (event.type === 'reservation-updated' && event.previousBusinessDay === day);
}
