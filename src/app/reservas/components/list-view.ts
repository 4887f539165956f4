import { can, type Role } from '@/modules/access/context';
import type { NightState } from '@/modules/venues/business-day';
import { type Reservation, UNREADABLE } from '@/realtime/protocol/reservation';

export const FILTERS = ['all', 'due', 'unconfirmed', 'inside', 'completed', 'noShow', 'cancelled'] as const;
export type Filter = (typeof FILTERS)[number];

const STATUSES: Record<Filter, readonly Reservation['status'][] | null> = {
  all: null,
  due: ['PENDING', 'CONFIRMED'],
  unconfirmed: ['PENDING'],
  inside: ['CHECKED_IN'],
  completed: ['COMPLETED'],
  noShow: ['NO_SHOW'],
  cancelled: ['CANCELLED'],
};

function matchesFilter(filter: Filter, status: Reservation['status']): boolean {
  return STATUSES[filter]?.includes(status) ?? true;
}

/** Whether what happened in a night may be changed, at the latest with a reason. */
export function mayChange(role: Role, night: NightState): boolean {
  return night !== 'over' || can(role, 'reservations.correct-closed');
}

/** How people may be counted by hand: freely, as a correction with its reason, or not at all. */
export type Counting = 'free' | 'correction' | 'none';

/** Of a status that a newer version added the server decides. */
export function countingOf({ status }: Reservation, role: Role, night: NightState): Counting {
  if (night === 'ahead' || status === 'CANCELLED' || status === UNREADABLE) return 'none';
  if (night === 'over') return mayChange(role, night) ? 'correction' : 'none';
  return status === 'COMPLETED' ? 'none' : 'free';
}

export function filterReservations(reservations: readonly Reservation[], filter: Filter): readonly Reservation[] {
  return filter === 'all' ? reservations : reservations.filter(({ status }) => matchesFilter(filter, status));
}

export function countByFilter(reservations: readonly Reservation[]): Record<Filter, number> {
  const counts = { all: 0, due: 0, unconfirmed: 0, inside: 0, completed: 0, noShow: 0, cancelled: 0 };
  const byStatus = new Map<Reservation['status'], number>();
  for (const { status } of reservations) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  byStatus.delete(UNREADABLE);
  for (const [status, count] of byStatus) {
    for (const filter of FILTERS) if (matchesFilter(filter, status)) counts[filter] += count;
  }
  return counts;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A party is shown as late after this many minutes. */
const GRACE_MINUTES = 10;
/** Later than this it is no news. */
const MOST_MINUTES = 240;

/** Minutes past its time of a party still due, at `now` in milliseconds; 0 when it is no matter. */
export function minutesLate(row: Reservation, now: number): number {
  if (row.scanCount > 0 || (row.status !== 'PENDING' && row.status !== 'CONFIRMED')) return 0;
  const minutes = Math.floor((now - Date.parse(row.reservedAt)) / MINUTE);
  return minutes >= GRACE_MINUTES && minutes <= MOST_MINUTES ? minutes : 0;
}

/** What a door can take in at a glance. */
const SHOWN_DUE = 7;

/** The first parties that nobody of has come yet, and how many more there are. */
export interface DueParties {
  readonly first: readonly Reservation[];
  readonly more: number;
}

export function dueParties(reservations: readonly Reservation[]): DueParties {
  const due = reservations.filter(
    ({ status, scanCount }) => (status === 'PENDING' || status === 'CONFIRMED') && scanCount === 0,
  );
  return { first: due.slice(0, SHOWN_DUE), more: Math.max(0, due.length - SHOWN_DUE) };
}

/**
 * The group of the first row in the hour that `now` (milliseconds) lies in, or after it; null when that is the list's first row or
 * there is none. Rows that can be read are in the order of time.
 */
export function presentHour(groups: readonly HourGroup[], now: number): string | null {
  const start = Math.floor(now / HOUR) * HOUR;
  const isDue = (row: Reservation | undefined) => row !== undefined && Date.parse(row.reservedAt) >= start;
  const isReadable = ({ status }: Reservation) => status !== UNREADABLE;
  if (isDue(groups[0]?.reservations[0])) return null;
  return groups.find(({ reservations }) => isDue(reservations.filter(isReadable).pop()))?.key ?? null;
}

export interface HourGroup {
  /** Venue's wall clock, `21:00`; unique in the list even when an hour happens twice. */
  readonly key: string;
  readonly hour: string;
  readonly reservations: readonly Reservation[];
  /** Reservations that can be read. */
  readonly parties: number;
  readonly guests: number;
  readonly arrived: number;
}

/**
 * Runs of one wall-clock hour, in the list's order. Rows keep their place when a scan changes them; one whose hour cannot be read
 * stands with the row before it.
 */
export function groupByHour(
  reservations: readonly Reservation[],
  localTime: (instant: string) => string,
): readonly HourGroup[] {
  const groups: { hour: string; rows: Reservation[] }[] = [];
  const hours = reservations.map((row) => hourOf(row, localTime));
  let hour = hours.find((known) => known !== null) ?? '–';
  for (const [index, row] of reservations.entries()) {
    hour = hours[index] ?? hour;
    const last = groups.at(-1);
    if (last?.hour === hour) last.rows.push(row);
    else groups.push({ hour, rows: [row] });
  }
  return groups.map(({ hour, rows }, index) => ({
    key: `${index}-${hour}`,
    hour,
    reservations: rows,
    parties: rows.filter(({ status }) => status !== UNREADABLE).length,
    guests: rows.reduce((sum, row) => sum + (row.status === 'CANCELLED' ? 0 : row.guestCount), 0),
    arrived: rows.reduce((sum, row) => sum + row.scanCount, 0),
  }));
}

const QUARTER = 15 * MINUTE;

/** The venue's wall clock at the start of an instant's quarter of an hour, each asked for once: no zone changes its hour within one. */
export function quarterClock(localTime: (instant: string) => string): (instant: string) => string {
  const quarters = new Map<number, string>();
  const minutes = new Map<string, string>();
  return (instant) => {
    // Of an instant in UTC; read as a number it would cost more than all else.
    const minute = instant.endsWith('Z') ? instant.slice(0, 16) : instant;
    const known = minutes.get(minute);
    if (known !== undefined) return known;
    const quarter = Math.floor(Date.parse(instant) / QUARTER) * QUARTER;
    const time = quarters.get(quarter) ?? localTime(new Date(quarter).toISOString());
    quarters.set(quarter, time);
    minutes.set(minute, time);
    return time;
  };
}

/** `next`, with each group of `before` that holds the very same rows; `before` itself when all do. */
export function shareGroups(before: readonly HourGroup[], next: readonly HourGroup[]): readonly HourGroup[] {
  const shared = next.map((group, index) => {
    const last = before[index];
    const isSame =
      last?.key === group.key &&
      last.reservations.length === group.reservations.length &&
      last.reservations.every((row, place) => row === group.reservations[place]);
    return isSame ? last : group;
  });
  return shared.length === before.length && shared.every((group, index) => group === before[index]) ? before : shared;
}

function hourOf({ status, reservedAt }: Reservation, localTime: (instant: string) => string): string | null {
  if (status === UNREADABLE) return null;
  try {
    return `${localTime(reservedAt).slice(0, 2)}:00`;
  } catch {
    return null;
  }
}
