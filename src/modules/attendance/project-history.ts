import { type Visible, visibleTo } from '@/modules/access/audience';
import type { Rights } from '@/modules/access/context';
import type { Some } from '@/modules/access/shown';
import type { HistoryEntry } from '@/modules/reservations/answers';
import { showFields } from '@/modules/reservations/events';
import type { Reservation } from '@/modules/reservations/wire';

/**
 * A reservation's history as `role` may see it: without `reservations.read-personal`, it has no free text and only
 * masked values.
 */
export function projectHistory(entries: readonly HistoryEntry[], role: Rights): HistoryEntry[] {
  const visible = visibleTo(role);
  return visible.has('reservations.read-personal') ? [...entries] : entries.map((entry) => mask(entry, visible));
}

function mask(entry: HistoryEntry, visible: Visible): HistoryEntry {
  switch (entry.kind) {
    case 'change':
      return { ...entry, before: maskValues(entry.before, visible), after: maskValues(entry.after, visible) };
    case 'attendance':
      return { ...entry, reason: null };
    case 'refused':
      return entry;
  }
}

/** Only values of an audit entry that have the name of a reservation's field are shown. */
function maskValues(values: Record<string, unknown> | null, visible: Visible): Record<string, unknown> | null {
  return values && { ...showFields(values as Some<Reservation>, visible) };
}
