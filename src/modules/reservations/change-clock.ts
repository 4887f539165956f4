import { and, asc, eq, gte, inArray, isNull } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { passValidity } from '@/modules/passes/issue-pass';
import { qrPass } from '@/modules/passes/tables';
import { businessDayOf, type DayRules } from '@/modules/venues/business-day';
import type { BusinessId } from '@/modules/venues/venue';
import { sameWallClock } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import { scheduleJob } from '@/platform/jobs/schedule-job';
import { editFields } from './change';
import { deleteStays } from './keep-stays';
import { type ReservationRow, toReservation } from './rows';
import { closingStatus } from './rules';
import { CLOSE_DAY } from './schedule-close';
import { reservation } from './tables';

/** What other rules of the day make of a reservation of tonight or later. */
export interface ClockMove {
  readonly row: ReservationRow;
  /** ISO instant. */
  readonly reservedAt: string;
  readonly businessDay: string;
}

/** A venue, the rules of its day, and those that are to replace them. */
export interface ClockChange {
  readonly businessId: BusinessId;
  readonly before: DayRules;
  readonly after: DayRules;
}

/**
 * Every reservation of tonight and later, by the rules before, with the instant and the night that it has by the rules
 * after: it keeps the date and the time on the venue's clock, which is what the guest was told. One of which people have
 * been counted keeps its night. A reservation that a person has corrected after its night stays as it is.
 */
export async function findClockMoves(
  tx: Tx,
  { businessId, before, after }: ClockChange,
  now: Date,
  lock?: 'update',
): Promise<ClockMove[]> {
  const query = tx
    .select()
    .from(reservation)
    .where(
      and(
        eq(reservation.businessId, businessId),
        gte(reservation.businessDay, businessDayOf(now, before)),
        isNull(reservation.closedAt),
      ),
    )
    .orderBy(asc(reservation.id));
  const rows = await (lock ? query.for(lock) : query);
  return rows.map((row) => {
    const reservedAt = sameWallClock(row.reservedAt.toISOString(), before.timeZone, after.timeZone);
    return { row, reservedAt, businessDay: row.scanCount > 0 ? row.businessDay : businessDayOf(reservedAt, after) };
  });
}

/** Whether a reservation is one that the end of the day closes at `now` by the new rules. */
export function isClosedBy({ row, businessDay }: ClockMove, after: DayRules, now: Date): boolean {
  const isOpen = row.deletedAt === null && closingStatus(row.status) !== null;
  return isOpen && businessDay < businessDayOf(now, after);
}

export function isMoved({ row, reservedAt, businessDay }: ClockMove): boolean {
  return reservedAt !== row.reservedAt.toISOString() || businessDay !== row.businessDay;
}

/**
 * Gives the venue's reservations of tonight and later the instants and nights of the rules in `author.venue`, each with
 * its audit entry and event, and their passes the validity of those nights. The rows are locked in one order before the
 * first event takes the venue's lock. The caller writes the rules in the same transaction.
 */
export async function changeClock(tx: Tx, author: Author, before: DayRules): Promise<void> {
  const { venue, now } = author;
  const moves = await findClockMoves(tx, { businessId: venue.id, before, after: venue }, now, 'update');
  await moveValidities(tx, author, moves);
  const moved = moves.filter(isMoved);
  // All of them move, so that none is in the way of the next one.
  await deleteStays(
    tx,
    venue.id,
    moved.filter(({ row, reservedAt }) => reservedAt !== row.reservedAt.toISOString()).map(({ row }) => row.id),
  );
  for (const move of moved) {
    const { row, reservedAt, businessDay } = move;
    if (row.deletedAt === null) await editFields(tx, author, row, { ...toReservation(row), reservedAt, businessDay });
    else await moveDeleted(tx, move);
  }
  await scheduleJob(tx, CLOSE_DAY, venue.id, now);
}

/** A deleted reservation is on no list, so that no event tells of it; it is right when it is restored. */
async function moveDeleted(tx: Tx, { row, reservedAt, businessDay }: ClockMove): Promise<void> {
  await tx
    .update(reservation)
    .set({ reservedAt: new Date(reservedAt), businessDay })
    .where(and(eq(reservation.businessId, row.businessId), eq(reservation.id, row.id)));
}

/** The most passes changed in one statement. */
const BATCH = 500;

async function moveValidities(tx: Tx, { venue }: Author, moves: readonly ClockMove[]): Promise<void> {
  for (const [day, ids] of idsByDay(moves)) {
    for (let i = 0; i < ids.length; i += BATCH) {
      const isOfDay = inArray(qrPass.reservationId, ids.slice(i, i + BATCH));
      await tx
        .update(qrPass)
        .set(passValidity(day, venue))
        .where(and(eq(qrPass.businessId, venue.id), isNull(qrPass.revokedAt), isOfDay));
    }
  }
}

function idsByDay(moves: readonly ClockMove[]): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const { row, businessDay } of moves) {
    const ids = days.get(businessDay) ?? [];
    ids.push(row.id);
    days.set(businessDay, ids);
  }
  return days;
}
