import { type Visible, visibleTo } from '@/modules/access/audience';
import type { Rights } from '@/modules/access/context';
import { hiddenWithout, maskedWithout, pickShown, type ShownFields, shown } from '@/modules/access/shown';
import { type EventRules, type RowEvent, rowEvents } from '@/modules/events/rules';
import { shortName } from '@/modules/reservations/short-name';
import type { WaitlistEntry } from './wire';

const personal = hiddenWithout('reservations.read-personal');

const FIELDS: ShownFields<WaitlistEntry> = {
  id: shown,
  businessDay: shown,
  guestCount: shown,
  wishFrom: shown,
  wishUntil: shown,
  customerName: maskedWithout('reservations.read-personal', shortName),
  customerPhone: personal,
  customerEmail: personal,
  notes: personal,
  priority: shown,
  source: shown,
  state: shown,
  offer: (value) => value,
  reservationId: shown,
  createdAt: shown,
  version: shown,
};

const rules = rowEvents<WaitlistEntry>({ noun: 'waitlist-entry', permission: 'reservations.read', fields: FIELDS });

/** Whoever sees one night only follows the parties of that night. */
export const WAITLIST_EVENTS: EventRules = {
  types: rules.types,
  project(event, view) {
    const { row } = event as RowEvent<WaitlistEntry>;
    return row && view.day !== null && row.businessDay !== view.day ? null : rules.project(event, view);
  },
};

/** The entry as a reader may see it: as a reservation, with a shorter name and without contact and notes for the door. */
export function showEntry(entry: WaitlistEntry, role: Rights): WaitlistEntry {
  const visible: Visible = visibleTo(role);
  return pickShown(FIELDS, entry, visible);
}
