import type { Open, ReservationStatus } from '@/realtime/protocol/reservation';
import { can, type Role } from '../people/context';

type Status = ReservationStatus;

/** Moves that a person may make by hand. CHECKED_IN goes back only by undoing its attendance. */
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

/** The statuses that a role may set by hand from `from`; none from a status that this version does not know. */
export function allowedMoves(from: Open<Status>, role: Role): Status[] {
  if (!can(role, 'reservations.write') || !isKnown(from)) return [];
  return MOVES[from].filter((to) => REOPENING[from] !== to || can(role, 'reservations.reopen'));
}

function isKnown(status: Open<Status>): status is Status {
  return Object.hasOwn(MOVES, status);
}

export type MoveVerdict = 'ok' | 'same' | 'forbidden' | 'not-allowed';

export function judgeMove(from: Status, to: Status, role: Role): MoveVerdict {
  if (from === to) return 'same';
  if (!MOVES[from].includes(to)) return 'not-allowed';
  return allowedMoves(from, role).includes(to) ? 'ok' : 'forbidden';
}

export interface StatusFields {
  readonly status: Status;
  readonly statusBeforeCheckIn: Status | null;
}

/** What a move by hand writes: checking in remembers where undo returns to. */
export function afterMove(row: StatusFields, to: Status): StatusFields {
  if (to === 'COMPLETED') return { status: to, statusBeforeCheckIn: row.statusBeforeCheckIn };
  if (to !== 'CHECKED_IN') return { status: to, statusBeforeCheckIn: null };
  const before = row.status === 'COMPLETED' ? 'CONFIRMED' : row.status;
  return { status: to, statusBeforeCheckIn: row.statusBeforeCheckIn ?? before };
}

/** What a count writes: the first person checks the party in; falling back to nobody undoes that. */
export function afterCount(row: StatusFields, scanCount: number): StatusFields {
  if (scanCount > 0 && row.status !== 'CHECKED_IN') {
    return { status: 'CHECKED_IN', statusBeforeCheckIn: row.status };
  }
  if (scanCount === 0 && row.status === 'CHECKED_IN') {
    return { status: row.statusBeforeCheckIn ?? 'CONFIRMED', statusBeforeCheckIn: null };
  }
  return { status: row.status, statusBeforeCheckIn: row.statusBeforeCheckIn };
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
