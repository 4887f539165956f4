import { can, type Rights } from '@/modules/access/context';
import { announcedLateness } from '@/modules/reservations/rules';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import type { NightState } from '@/modules/venues/business-day';

export const FILTERS = ['all', 'due', 'late', 'unconfirmed', 'inside', 'completed', 'noShow', 'cancelled'] as const;
export type Filter = (typeof FILTERS)[number];

/** The filters that a status decides; `late` is decided by the clock. */
type StatusFilter = Exclude<Filter, 'late'>;
const STATUSES: Record<StatusFilter, readonly Reservation['status'][] | null> = {
  all: null,
  due: ['PENDING', 'CONFIRMED'],
  unconfirmed: ['PENDING'],
  inside: ['CHECKED_IN'],
  completed: ['COMPLETED'],
  noShow: ['NO_SHOW'],
  cancelled: ['CANCELLED'],
};

function matchesFilter(filter: StatusFilter, status: Reservation['status']): boolean {
  return STATUSES[filter]?.includes(status) ?? true;
}

/** Whether facts of a night may be changed, possibly only with a reason. */
export function mayChange(role: Rights, night: NightState): boolean {
  return night !== 'over' || can(role, 'reservations.correct-closed');
}

/** How people may be counted by hand: freely, as a correction with a reason, or not at all. */
export type Counting = 'free' | 'correction' | 'none';

/** For a status that a newer version added, the server decides. */
export function countingOf({ status }: Reservation, role: Rights, night: NightState): Counting {
  if (night === 'ahead' || status === 'CANCELLED' || status === UNREADABLE) return 'none';
  if (night === 'over') return mayChange(role, night) ? 'correction' : 'none';
  return status === 'COMPLETED' ? 'none' : 'free';
}

/** `now` in milliseconds, null where the clock is not known yet, and nobody is late; `tolerance` in minutes. */
export function filterReservations(
  reservations: readonly Reservation[],
  filter: Filter,
  now: number | null,
  tolerance: number,
): readonly Reservation[] {
  if (filter === 'all') return reservations;
  if (filter === 'late') return reservations.filter((row) => isLate(row, now, tolerance));
  return reservations.filter(({ status }) => matchesFilter(filter, status));
}

export function countByFilter(
  reservations: readonly Reservation[],
  now: number | null,
  tolerance: number,
): Record<Filter, number> {
  const counts = { all: 0, due: 0, late: 0, unconfirmed: 0, inside: 0, completed: 0, noShow: 0, cancelled: 0 };
  const byStatus = new Map<Reservation['status'], number>();
  for (const row of reservations) {
    byStatus.set(row.status, (byStatus.get(row.status) ?? 0) + 1);
    if (isLate(row, now, tolerance)) counts.late += 1;
  }
  byStatus.delete(UNREADABLE);
  for (const [status, count] of byStatus) {
    for (const filter of FILTERS) if (filter !== 'late' && matchesFilter(filter, status)) counts[filter] += count;
  }
  return counts;
}

/** Whether the row says of its party that it is late, or will be. */
function isLate(row: Reservation, now: number | null, tolerance: number): boolean {
  return announcedLateness(row) > 0 || (now !== null && minutesLate(row, now, tolerance) > 0);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Above this many minutes, the delay is no longer shown. */
const MOST_MINUTES = 240;

/**
 * How many minutes an expected party is late, at `now` in milliseconds; 0 when no delay is shown, as within the
 * `tolerance` of the venue in minutes.
 */
export function minutesLate(row: Reservation, now: number, tolerance: number): number {
  if (row.scanCount > 0 || (row.status !== 'PENDING' && row.status !== 'CONFIRMED')) return 0;
  const minutes = Math.floor((now - Date.parse(row.reservedAt)) / MINUTE);
  return minutes >= Math.max(1, tolerance) && minutes <= MOST_MINUTES ? minutes : 0;
}

/** As many parties as a person at the door can read at a glance. */
const SHOWN_DUE = 7;

/** The first parties of which nobody has arrived yet, and how many more there are. */
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
 * The group of the first row in the hour of `now` (milliseconds), or after it; null when that is the list's first row
 * or when there is none. Readable rows are sorted by time.
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
  /** The number of readable reservations. */
  readonly parties: number;
  readonly guests: number;
  readonly arrived: number;
}

/**
 * Consecutive rows of one wall-clock hour, in the list's order. Rows keep their place when a scan changes them; a row
 * whose hour cannot be read stays with the row before it.
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

/**
 * The venue's wall clock at the start of the quarter of an hour of an instant. Each quarter is computed once: no zone
 * changes its hour within a quarter.
 */
export function quarterClock(localTime: (instant: string) => string): (instant: string) => string {
  const quarters = new Map<number, string>();
  const minutes = new Map<string, string>();
  return (instant) => {
    // For an instant in UTC the text is used as the key, because parsing the text as a number would cost more than all
    // other steps.
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

/** `next`, but with each group of `before` that holds exactly the same rows; `before` itself when all do. */
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
