import { can, type Rights } from '@/modules/access/context';
import type { Reservation, ReservationStatus } from '@/modules/reservations/wire';
import type { NightState } from '@/modules/venues/business-day';
import type { Open } from '@/realtime/protocol/events';

type Status = ReservationStatus;

/** The moves that a person may make manually. CHECKED_IN goes back only by undoing the check-in or its attendance. */
const MOVES: Record<Status, readonly Status[]> = {
  PENDING: ['CONFIRMED', 'CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
  CONFIRMED: ['CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
  CHECKED_IN: ['COMPLETED'],
  NO_SHOW: ['CHECKED_IN', 'CONFIRMED'],
  CANCELLED: ['CONFIRMED'],
  COMPLETED: ['CHECKED_IN'],
};

/** The moves that reopen a closed reservation. */
const REOPENING: Partial<Record<Status, Status>> = {
  NO_SHOW: 'CONFIRMED',
  CANCELLED: 'CONFIRMED',
  COMPLETED: 'CHECKED_IN',
};

/** The statuses that a reservation can have before its night has begun. */
const AHEAD: readonly Status[] = ['PENDING', 'CONFIRMED', 'CANCELLED'];
/** The statuses of a party that is still to come, or present: while it has one of them, it has its tables. */
export const EXPECTED = ['PENDING', 'CONFIRMED', 'CHECKED_IN'] as const satisfies readonly Status[];
/** The statuses that a party can have once people of it have been counted. */
const ARRIVED: readonly Status[] = ['CHECKED_IN', 'COMPLETED'];

export type MoveVerdict = 'ok' | 'same' | 'has-arrivals' | 'not-allowed' | 'other-day' | 'night-closed' | 'forbidden';

/**
 * Whether `role`, which has the permission to write, may make a manual move of a row while its night has the state
 * `night`. A move on a night that is over is `ok` for a role that may correct it; the caller asks for the reason.
 */
export function judgeMove(
  row: { readonly status: Status; readonly scanCount: number },
  to: Status,
  role: Rights,
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

/** The statuses that `role` may set manually now; none for a row whose status this version does not know. */
export function allowedMoves({ status, scanCount }: ShownRow, role: Rights, night: NightState): Status[] {
  if (!can(role, 'reservations.write') || !isKnown(status)) return [];
  return MOVES[status].filter((to) => judgeMove({ status, scanCount }, to, role, night) === 'ok');
}

/** Whether `role` may undo a manual check-in: only while nobody has been counted. */
export function canUndoCheckIn({ status, scanCount }: ShownRow, role: Rights, night: NightState): boolean {
  if (status !== 'CHECKED_IN' || scanCount > 0) return false;
  return can(role, night === 'over' ? 'reservations.correct-closed' : 'reservations.write');
}

function isKnown(status: Open<Status>): status is Status {
  return Object.hasOwn(MOVES, status);
}

export interface StatusFields {
  readonly status: Status;
  /** The status that undoing the check-in restores. */
  readonly statusBeforeCheckIn: Status | null;
  /** The status in which the count rose from 0; null while nobody is counted, and in rows of the previous version. */
  readonly countedFrom: Status | null;
}

/** What a manual move writes: a check-in stores the status that undo restores. */
export function afterMove(row: StatusFields, to: Status): StatusFields {
  const { statusBeforeCheckIn, countedFrom } = row;
  if (to === 'COMPLETED') return { status: to, statusBeforeCheckIn, countedFrom };
  if (to !== 'CHECKED_IN') return { status: to, statusBeforeCheckIn: null, countedFrom: null };
  const before = row.status === 'COMPLETED' ? 'CONFIRMED' : row.status;
  return { status: to, statusBeforeCheckIn: statusBeforeCheckIn ?? before, countedFrom };
}

/**
 * The status after undoing a manual check-in: exactly the status before it or, in a closed night, what the end of the
 * night makes of that status.
 */
export function undoneCheckIn({ statusBeforeCheckIn }: StatusFields, isClosed: boolean): Status {
  const before = statusBeforeCheckIn ?? 'CONFIRMED';
  return isClosed ? (closingStatus(before) ?? before) : before;
}

export interface StandingFields extends StatusFields {
  /**
   * Set once the end of the night has been written, by its job or by a correction: the end of the night then applies at
   * once.
   */
  readonly closedAt: Date | null;
}

/** The status of a row with what belongs to it. */
export const STANDING = ['status', 'statusBeforeCheckIn', 'countedFrom', 'closedAt'] as const;

export function standingOf({ status, statusBeforeCheckIn, countedFrom, closedAt }: StandingFields): StandingFields {
  return { status, statusBeforeCheckIn, countedFrom, closedAt };
}

export interface CountedFields extends StandingFields {
  readonly scanCount: number;
}

/**
 * What a count that brings the row to `scanCount` writes: the first person checks the party in, and a return to 0
 * restores the status in which the count rose from 0. In a closed night, both results become what the end of the day
 * would have made of them.
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

/** The status on a new business day of a reservation of which nobody has been counted: the party is expected again. */
export function onNewDay(row: StatusFields): Status {
  const status = row.status === 'CHECKED_IN' ? undoneCheckIn(row, false) : row.status;
  return AHEAD.includes(status) ? status : 'CONFIRMED';
}

/** The minutes that a guest can announce; one of them is what `lateMinutes` holds. */
export const LATE_MINUTES = [5, 10, 15, 20, 30] as const;
const MINUTE = 60_000;
/** A guest can announce a delay from this long before the reserved time. */
const ANNOUNCED_FROM = 6 * 60 * MINUTE;
/** After this time past the reserved one, even the longest delay that can be announced is over. */
const ANNOUNCED_UNTIL = Math.max(...LATE_MINUTES) * MINUTE;

type Expected = Pick<Reservation, 'status' | 'scanCount'>;

/** Nobody of the party has arrived, and it is still to come. */
function isExpected({ status, scanCount }: Expected): boolean {
  return scanCount === 0 && (status === 'PENDING' || status === 'CONFIRMED');
}

/** Whether the guest may say now that they will be late. */
export function mayAnnounceLateness(row: Expected & { readonly reservedAt: Date }, now: Date): boolean {
  const past = now.getTime() - row.reservedAt.getTime();
  return isExpected(row) && past >= -ANNOUNCED_FROM && past <= ANNOUNCED_UNTIL;
}

/** Whether the guest may say now that they are on their way: on the night itself, while the whole party is expected. */
export function mayAnnounceArrival(row: Expected, night: NightState): boolean {
  return night === 'running' && isExpected(row);
}

/** Whether the guest may cancel now: while the whole party is expected and its night is not over. */
export function mayCancelAsGuest(row: Expected, night: NightState): boolean {
  return night !== 'over' && isExpected(row);
}

/** What a guest does by their pass has no account in the audit. */
const GUEST_ACTIONS: readonly string[] = [
  'reservation.lateness-announced',
  'reservation.on-my-way',
  'reservation.cancelled-by-guest',
  'reservation.booked-by-guest',
  'reservation.changed-by-guest',
  'waitlist.joined',
  'waitlist.accepted',
  'waitlist.declined',
  'waitlist.cancelled',
];

export function isGuestAction(action: string): boolean {
  return GUEST_ACTIONS.includes(action);
}

/** By how many minutes a party that is still expected has said that it will be late; 0 when it has not. */
export function announcedLateness(row: Expected & Pick<Reservation, 'lateMinutes'>): number {
  return isExpected(row) ? (row.lateMinutes ?? 0) : 0;
}

/** Whether a party that is still expected has said that it is on its way. */
export function isOnTheWay(row: Expected & Pick<Reservation, 'onWayAt'>): boolean {
  return row.onWayAt !== null && isExpected(row);
}

/** The fewest digits of a phone, and the fewest letters of a name, by which a known guest is looked for. */
const GUEST_DIGITS = 6;
const GUEST_LETTERS = 3;

/** By what a typed text looks for a known guest: by phone, by name, or not yet. */
export function guestSearchOf(typed: string): 'phone' | 'name' | null {
  if (/^\s*(tel:)?[+\d\s().\-/]+$/i.test(typed))
    return typed.replace(/\D/g, '').length >= GUEST_DIGITS ? 'phone' : null;
  return (typed.match(/\p{L}/gu)?.length ?? 0) >= GUEST_LETTERS ? 'name' : null;
}

/** A reservation may be put on today's business day, at any hour, or on a later one. */
export function isBookable(businessDay: string, today: string): boolean {
  return businessDay >= today;
}

/** The status that the end of its day gives a reservation; null when it is already closed. */
export function closingStatus(status: Status): Status | null {
  if (status === 'CHECKED_IN') return 'COMPLETED';
  return status === 'PENDING' || status === 'CONFIRMED' ? 'NO_SHOW' : null;
}

type Sitting = { readonly status: Open<Status>; readonly seatedAt: unknown; readonly leftAt: unknown };

/** Whether the party sits at its tables. */
export function hasSatDown({ status, seatedAt, leftAt }: Sitting): boolean {
  return status === 'CHECKED_IN' && seatedAt !== null && leftAt === null;
}

/** Whether the party has left, as somebody has recorded, or as its status says. */
export function hasLeft({ status, leftAt }: Pick<Sitting, 'status' | 'leftAt'>): boolean {
  return leftAt !== null || status === 'COMPLETED';
}

/** Whether the party may sit down: it is expected or present, and does not sit. */
export function canSit(row: Sitting): boolean {
  return (EXPECTED as readonly string[]).includes(row.status) && !hasSatDown(row);
}

/** Whether sitting down or leaving can be taken back. */
export function canUndoSitting({ status, seatedAt, leftAt }: Sitting): boolean {
  const isOver = status === 'CANCELLED' || status === 'NO_SHOW' || (status === 'COMPLETED' && leftAt === null);
  return !isOver && (seatedAt !== null || leftAt !== null);
}
