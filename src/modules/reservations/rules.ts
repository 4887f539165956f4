import { can, type Role } from '@/modules/access/context';
import type { NightState } from '@/modules/venues/business-day';
import type { Open, ReservationStatus } from '@/realtime/protocol/reservation';

type Status = ReservationStatus;

/** Moves that a person may make by hand. CHECKED_IN goes back only by undoing the check-in or its attendance. */
const MOVES: Record<Status, readonly Status[]> = {
  PENDING: ['CONFIRMED', 'CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
  CONFIRMED: ['CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
  CHECKED_IN: ['COMPLETED'],
  NO_SHOW: ['CHECKED_IN', 'CONFIRMED'],
  CANCELLED: ['CONFIRMED'],
  COMPLETED: ['CHECKED_IN'],
};

/** Moves that reopen what was closed. */
const REOPENING: Partial<Record<Status, Status>> = {
  NO_SHOW: 'CONFIRMED',
  CANCELLED: 'CONFIRMED',
  COMPLETED: 'CHECKED_IN',
};

/** What a reservation can be before its night has begun. */
const AHEAD: readonly Status[] = ['PENDING', 'CONFIRMED', 'CANCELLED'];
/** What a party can be of which people have been counted. */
const ARRIVED: readonly Status[] = ['CHECKED_IN', 'COMPLETED'];

export type MoveVerdict = 'ok' | 'same' | 'has-arrivals' | 'not-allowed' | 'other-day' | 'night-closed' | 'forbidden';

/**
 * Whether `role`, which may write, may move a row by hand while its night stands as `night`. A move of a night that is over
 * is `ok` for who may correct it; the caller asks for the reason.
 */
export function judgeMove(
  row: { readonly status: Status; readonly scanCount: number },
  to: Status,
  role: Role,
  night: NightState,
): MoveVerdict {
  if (row.status === to) return 'same';
  if (row.scanCount > 0 && !ARRIVED.includes(to)) return 'has-arrivals';
  if (!MOVES[row.status].includes(to)) return 'not-allowed';
  if (night === 'ahead' && !AHEAD.includes(to)) return 'other-day';
  if (night === 'over' && !can(role, 'reservations.correct-closed')) return 'night-closed';
  return REOPENING[row.status] === to && !can(role, 'reservations.reopen') ? 'forbidden' : 'ok';
}

/** A row as a screen holds it: its status may be one that this version does not know. */
interface ShownRow {
  readonly status: Open<Status>;
  readonly scanCount: number;
}

/** The statuses that `role` may set by hand now; none from a status that this version does not know. */
export function allowedMoves({ status, scanCount }: ShownRow, role: Role, night: NightState): Status[] {
  if (!can(role, 'reservations.write') || !isKnown(status)) return [];
  return MOVES[status].filter((to) => judgeMove({ status, scanCount }, to, role, night) === 'ok');
}

/** Whether `role` may take a check-in by hand back: nobody has been counted. */
export function canUndoCheckIn({ status, scanCount }: ShownRow, role: Role, night: NightState): boolean {
  if (status !== 'CHECKED_IN' || scanCount > 0) return false;
  return can(role, night === 'over' ? 'reservations.correct-closed' : 'reservations.write');
}

function isKnown(status: Open<Status>): status is Status {
  return Object.hasOwn(MOVES, status);
}

export interface StatusFields {
  readonly status: Status;
  /** What undoing the check-in returns to. */
  readonly statusBeforeCheckIn: Status | null;
  /** The status in which the count left 0; null while nobody is counted, and in rows of the version before. */
  readonly countedFrom: Status | null;
}

/** What a move by hand writes: checking in remembers where undo returns to. */
export function afterMove(row: StatusFields, to: Status): StatusFields {
  const { statusBeforeCheckIn, countedFrom } = row;
  if (to === 'COMPLETED') return { status: to, statusBeforeCheckIn, countedFrom };
  if (to !== 'CHECKED_IN') return { status: to, statusBeforeCheckIn: null, countedFrom: null };
  const before = row.status === 'COMPLETED' ? 'CONFIRMED' : row.status;
  return { status: to, statusBeforeCheckIn: statusBeforeCheckIn ?? before, countedFrom };
}

/** Where undoing a check-in by hand moves to: exactly the status before it, or how the end of a closed night ends that. */
export function undoneCheckIn({ statusBeforeCheckIn }: StatusFields, isClosed: boolean): Status {
  const before = statusBeforeCheckIn ?? 'CONFIRMED';
  return isClosed ? (closingStatus(before) ?? before) : before;
}

export interface CountedFields extends StatusFields {
  readonly scanCount: number;
  /** Set once the end of the night has been written, by its job or by a correction: the night's end then applies at once. */
  readonly closedAt: Date | null;
}

/**
 * What a count that brings the row to `scanCount` writes: the first person checks the party in, falling back to nobody
 * restores the status in which the count left 0. In a closed night both end as the end of the day would have ended them.
 */
export function afterCount(row: CountedFields, scanCount: number): StatusFields {
  const counted = whileOpen(row, scanCount);
  return row.closedAt === null ? counted : { ...counted, status: closingStatus(counted.status) ?? counted.status };
}

function whileOpen({ status, statusBeforeCheckIn, countedFrom, ...row }: CountedFields, scanCount: number) {
  const isIn = ARRIVED.includes(status);
  if (scanCount > 0) {
    return {
      status: 'CHECKED_IN' as const,
      statusBeforeCheckIn: isIn ? statusBeforeCheckIn : status,
      countedFrom: row.scanCount === 0 ? status : countedFrom,
    };
  }
  const restored = isIn ? (countedFrom ?? statusBeforeCheckIn ?? 'CONFIRMED') : status;
  const staysIn = ARRIVED.includes(restored);
  return { status: restored, statusBeforeCheckIn: staysIn ? statusBeforeCheckIn : null, countedFrom: null };
}

/** What a new business day makes of a reservation of which nobody has been counted: it is expected again. */
export function onNewDay(row: StatusFields): Status {
  const status = row.status === 'CHECKED_IN' ? undoneCheckIn(row, false) : row.status;
  return AHEAD.includes(status) ? status : 'CONFIRMED';
}

/** A reservation may be put on today's business day, whatever the hour, or on a later one. */
export function isBookable(businessDay: string, today: string): boolean {
  return businessDay >= today;
}

/** What the end of its day makes of a reservation; null when it is closed already. */
export function closingStatus(status: Status): Status | null {
  if (status === 'CHECKED_IN') return 'COMPLETED';
  return status === 'PENDING' || status === 'CONFIRMED' ? 'NO_SHOW' : null;
}
