import { hasLeft, hasSatDown } from '@/modules/reservations/rules';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import { USUAL_TURN } from '@/modules/services/rules';
import { startedIn, turnOf, type Window } from '@/modules/services/windows';

/** How a party stands with its table: still to come, late, there without sitting, sitting, past its time, or gone. */
export const TURNS = ['due', 'late', 'here', 'seated', 'over', 'left'] as const;
export type Turn = (typeof TURNS)[number];

const MINUTE = 60_000;

/** A party of the day and the time for which it has its tables, `[from, until)` in milliseconds. */
export interface Visit {
  readonly row: Reservation;
  readonly tableIds: readonly string[];
  readonly from: number;
  readonly until: number;
  readonly turn: Turn;
}

export interface Moment {
  /** Milliseconds; null before the device's clock is known. */
  readonly now: number | null;
  /** Minutes after which a party that has not come is late. */
  readonly tolerance: number;
}

/** Where somebody has moved a party to, until the server has answered. */
export interface Moved {
  readonly reservedAt: string;
  readonly tableIds: readonly string[];
}

const NOWHERE: readonly string[] = [];

/** The parties that have, had or need tables on a day: nobody who has cancelled or did not come. */
export function visitsOf(
  rows: readonly Reservation[],
  windows: readonly Window[],
  moment: Moment,
  moved: ReadonlyMap<string, Moved> = new Map(),
): Visit[] {
  return rows.flatMap((row) => {
    if (row.status === UNREADABLE || row.status === 'CANCELLED' || row.status === 'NO_SHOW') return [];
    const { reservedAt, tableIds } = moved.get(row.id) ?? row;
    const planned = lengthOf(windows, Date.parse(reservedAt), row.guestCount);
    const from = Date.parse(row.seatedAt ?? reservedAt);
    const turn = turnOfParty(row, from, from + planned, moment);
    return [{ row, tableIds: tableIds ?? NOWHERE, from, until: endOf(row, from, planned, turn, moment.now), turn }];
  });
}

/** For how long a party that starts then has its tables, with the time in which they are made ready again. */
export function lengthOf(windows: readonly Window[], at: number, guests: number): number {
  const window = startedIn(windows, at);
  if (!window) return USUAL_TURN * MINUTE;
  const { turn, buffer } = turnOf(window, guests);
  return turn + buffer;
}

function endOf({ leftAt }: Reservation, from: number, planned: number, turn: Turn, now: number | null): number {
  if (leftAt !== null) return Math.max(from + MINUTE, Date.parse(leftAt));
  const end = from + planned;
  return turn === 'over' && now !== null ? Math.max(end, now) : end;
}

function turnOfParty(row: Reservation, from: number, until: number, { now, tolerance }: Moment): Turn {
  if (hasLeft(row)) return 'left';
  if (hasSatDown(row)) return now !== null && now >= until ? 'over' : 'seated';
  if (row.status === 'CHECKED_IN') return 'here';
  return now !== null && now >= from + Math.max(1, tolerance) * MINUTE ? 'late' : 'due';
}

/** Who has one of the tables at a time, besides the party itself and whoever has left. */
export function inTheWay(
  visits: readonly Visit[],
  wanted: Pick<Visit, 'row' | 'tableIds' | 'from' | 'until'>,
): Visit[] {
  return visits.filter(
    ({ row, tableIds, from, until, turn }) =>
      row.id !== wanted.row.id &&
      turn !== 'left' &&
      from < wanted.until &&
      wanted.from < until &&
      tableIds.some((id) => wanted.tableIds.includes(id)),
  );
}

/** The visits of before that say the same stay the same objects, so that only what changed is drawn again. */
export function shareVisits(before: ReadonlyMap<string, Visit>, next: readonly Visit[]): Visit[] {
  return next.map((visit) => {
    const known = before.get(visit.row.id);
    const isSame =
      known?.row === visit.row &&
      known.from === visit.from &&
      known.until === visit.until &&
      known.turn === visit.turn &&
      String(known.tableIds) === String(visit.tableIds);
    return isSame && known ? known : visit;
  });
}
