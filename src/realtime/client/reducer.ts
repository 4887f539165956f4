import type { Cursor } from '../protocol/cursor';
import type { SequencedEvent } from '../protocol/events';
import type { Reservation } from '../protocol/reservation';

/** The reservations of one business day as the log stood at `cursor`, by time, then code. */
export interface DaySnapshot {
  readonly day: string;
  readonly reservations: readonly Reservation[];
  readonly cursor: Cursor;
}

/** What a write answered; `removed` for a deletion. It is newer than any list whose cursor is below `seq`. */
export interface WriteAnswer {
  readonly reservation: Reservation;
  readonly seq: number;
  readonly removed?: boolean | undefined;
}

type Rows = readonly Reservation[];

/**
 * The list after one event. Two guards make any order harmless: an event that the list already holds (`seq ≤ cursor.seq`) is
 * ignored, and a row changes only for an event newer than its `version`. The caller sees that no event is left out.
 * Rows that do not change keep their identity.
 */
export function applyEvent(list: DaySnapshot, event: SequencedEvent): DaySnapshot {
  if (event.seq <= list.cursor.seq) return list;
  return {
    ...list,
    reservations: rowsAfter(list.day, list.reservations, event),
    cursor: { epoch: list.cursor.epoch, seq: event.seq },
  };
}

/** The list with a write's answer shown before its event comes. The cursor stays: other events may still be on their way. */
export function applyAnswer(list: DaySnapshot, { reservation, seq, removed = false }: WriteAnswer): DaySnapshot {
  if (seq <= list.cursor.seq) return list;
  const here = !removed && reservation.businessDay === list.day;
  const reservations = here
    ? upsert(list.reservations, reservation, reservation.version)
    : remove(list.reservations, reservation.id, seq);
  return reservations === list.reservations ? list : { ...list, reservations };
}

function rowsAfter(day: string, rows: Rows, event: SequencedEvent): Rows {
  switch (event.type) {
    case 'reservation-created':
      return event.businessDay === day ? upsert(rows, event.reservation, event.seq) : rows;
    case 'reservation-updated':
      if (event.businessDay !== day) return remove(rows, event.reservationId, event.seq);
      if (event.reservation) return upsert(rows, event.reservation, event.seq);
      return patch(rows, event.reservationId, event.seq, event.updates as Partial<Reservation>);
    case 'reservation-deleted':
      return remove(rows, event.reservationId, event.seq);
    case 'status-changed':
      return patch(rows, event.reservationId, event.seq, { status: event.newStatus });
    case 'qr-scanned':
      return patch(rows, event.reservationId, event.seq, { scanCount: event.scanCount, status: event.newStatus });
    default:
      return rows;
  }
}

function patch(rows: Rows, id: string, seq: number, changes: Partial<Reservation>): Rows {
  const row = rows.find((candidate) => candidate.id === id);
  return row ? upsert(rows, { ...row, ...changes }, seq) : rows;
}

function remove(rows: Rows, id: string, seq: number): Rows {
  const row = rows.find((candidate) => candidate.id === id);
  return row && row.version < seq ? rows.filter((candidate) => candidate !== row) : rows;
}

function upsert(rows: Rows, row: Reservation, version: number): Rows {
  const current = rows.find(({ id }) => id === row.id);
  if (current && current.version >= version) return rows;
  const next = { ...row, version };
  if (current && inSamePlace(current, next)) return rows.map((row) => (row === current ? next : row));
  const others = current ? rows.filter((candidate) => candidate !== current) : rows;
  const found = others.findIndex((candidate) => compare(candidate, next) > 0);
  const place = found < 0 ? others.length : found;
  return [...others.slice(0, place), next, ...others.slice(place)];
}

function inSamePlace(a: Reservation, b: Reservation): boolean {
  return a.reservedAt === b.reservedAt && a.code === b.code;
}

function compare(a: Reservation, b: Reservation): number {
  if (a.reservedAt !== b.reservedAt) return a.reservedAt < b.reservedAt ? -1 : 1;
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
