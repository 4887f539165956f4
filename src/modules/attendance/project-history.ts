import { can, type Role } from '@/modules/access/context';
import type { Some } from '@/modules/access/shown-fields';
import type { HistoryEntry } from '@/modules/reservations/answers';
import { maskFields } from '@/modules/reservations/project-reservation';
import type { Reservation } from '@/realtime/protocol/reservation';

/** A reservation's history as `role` may see it: without `reservations.read-personal`, no free text and only masked values. */
export function projectHistory(entries: readonly HistoryEntry[], role: Role): HistoryEntry[] {
  return can(role, 'reservations.read-personal') ? [...entries] : entries.map(mask);
}

function mask(entry: HistoryEntry): HistoryEntry {
  switch (entry.kind) {
    case 'change':
      return { ...entry, before: maskValues(entry.before), after: maskValues(entry.after) };
    case 'attendance':
      return { ...entry, reason: null };
    case 'refused':
      return entry;
  }
}

/** An audit's values are named as the reservation's fields, or told to nobody here. */
function maskValues(values: Record<string, unknown> | null): Record<string, unknown> | null {
  return values && { ...maskFields(values as Some<Reservation>) };
}
