import { randomUUID } from 'node:crypto';
import { and, eq, exists, inArray, isNull, lt, notBetween, or, sql } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { db, transaction } from '@/platform/db/transaction';
import type { ReservationStatus } from '@/realtime/protocol/reservation';
import { moveStatus } from './emit-change';
import { tryLockReservation } from './rows';
import { closingStatus } from './rules';
import { reservation } from './tables';

const OPEN: ReservationStatus[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN'];
/** A claim this old is of a process that went away. One of the future is of a clock that was wrong. */
const CLAIM_MS = 5 * 60_000;

/**
 * Closes the business days that are over at each venue's own cutoff: who never came is NO_SHOW, who came is COMPLETED. What a
 * person corrected after that stays. The venues that are due are claimed in one statement, so of several processes one closes
 * each; every row is decided again under its lock, so a claim that ended early does no harm. After downtime it catches up.
 * Returns how many reservations it closed. A row that fails keeps no other open; then throws an AggregateError in the end.
 */
export async function closeDueDays(now = new Date()): Promise<number> {
  const failures: unknown[] = [];
  let closed = 0;
  for (const { id, ...fields } of await claimDueVenues(now)) {
    const venue = { ...fields, id: id as BusinessId };
    const author: Author = { venue, userId: null, requestId: randomUUID(), now };
    try {
      for (const row of await openRows(author)) {
        try {
          if (await closeReservation(author, row.id)) closed += 1;
        } catch (error) {
          failures.push(error);
        }
      }
    } catch (error) {
      failures.push(error);
    } finally {
      await release(id, now).catch((error: unknown) => failures.push(error));
    }
  }
  const [cause] = failures;
  if (cause) throw new AggregateError(failures, `${failures.length} could not be closed`, { cause });
  return closed;
}

/** The venues with an open row of a night that is over, each from now on this process's to close. */
function claimDueVenues(now: Date) {
  const at = sql`${now.toISOString()}::timestamptz`;
  // Of a zone that the database's calendar does not know, any day that may be over somewhere: each row is decided again.
  const today = sql`coalesce(
    business_day_at(${at}, ${business.timeZone}, ${business.cutoffHour}),
    (${at} at time zone 'UTC' + interval '14 hours')::date
  )`;
  const overdue = db()
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.businessId, business.id), isOpen(), lt(reservation.businessDay, today)));
  const [from, to] = [new Date(now.getTime() - CLAIM_MS), new Date(now.getTime() + CLAIM_MS)];
  return db()
    .update(business)
    .set({ closingAt: now })
    .where(and(or(isNull(business.closingAt), notBetween(business.closingAt, from, to)), exists(overdue)))
    .returning();
}

function release(id: string, now: Date) {
  return db()
    .update(business)
    .set({ closingAt: null })
    .where(and(eq(business.id, id), eq(business.closingAt, now)));
}

function openRows({ venue, now }: Author): Promise<{ id: string }[]> {
  return db()
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), isOpen(), lt(reservation.businessDay, businessDayOf(now, venue))));
}

/** As the partial index `reservation_open_idx` has it. */
function isOpen() {
  return and(isNull(reservation.closedAt), isNull(reservation.deletedAt), inArray(reservation.status, OPEN));
}

function closeReservation(author: Author, id: string): Promise<boolean> {
  return transaction(async (tx) => {
    const row = await tryLockReservation(tx, author.venue, id);
    if (!row || row.closedAt || row.businessDay >= businessDayOf(author.now, author.venue)) return false;
    const status = closingStatus(row.status);
    if (status === null) return false;
    await moveStatus(tx, author, row, status, { closedAt: author.now });
    return true;
  });
}
