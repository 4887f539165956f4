import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import type { LogEvent, Reservation } from '../wire';

/** The reservations of one business day at the log position `cursor`, sorted by time, then code. */
export interface DaySnapshot extends LiveList {
  readonly day: string;
  readonly reservations: readonly Reservation[];
}

/** The answer to a write; `removed` is true for a deletion. */
export interface WriteAnswer {
  /** The reservation's id. */
  readonly id: string;
  readonly reservation: Reservation;
  readonly seq: number;
  readonly removed?: boolean | undefined;
}

type Rows = readonly Reservation[];

/** How a day's list is updated from the log. A row changes only for an event that is newer than its `version`. */
export const DAY_RULES: ListRules<DaySnapshot, WriteAnswer> = {
  name: 'reservas',
  apply(list, event) {
    const reservations = rowsAfter(list.day, list.reservations, event as LogEvent);
    return reservations === list.reservations ? list : { ...list, reservations };
  },
  show(list, { id, reservation, seq, removed = false }) {
    const here = !removed && reservation.businessDay === list.day;
    const reservations = here
      ? upsert(list.reservations, reservation, reservation.version)
      : remove(list.reservations, id, seq);
    return reservations === list.reservations ? list : { ...list, reservations };
  },
  isSame: (a, b) => a.day === b.day,
};

function rowsAfter(day: string, rows: Rows, event: LogEvent): Rows {
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
