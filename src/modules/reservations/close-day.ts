import { randomUUID } from 'node:crypto';
import { and, eq, exists, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import type { ReservationStatus } from '@/modules/reservations/wire';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { nextDayEnd } from '@/modules/venues/wall-clock';
import { db, transaction } from '@/platform/db/transaction';
import { job } from '@/platform/jobs/tables';
import { moveStatus } from './change';
import { tryLockReservation } from './rows';
import { closingStatus } from './rules';
import { CLOSE_DAY } from './schedule-close';
import { reservation } from './tables';

const OPEN: ReservationStatus[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN'];

/**
 * Closes a venue's business days that are over at its own cutoff: a party that never came becomes NO_SHOW, a party that
 * came becomes COMPLETED. Later corrections by a person are kept. Every row is decided again under its lock, so several
 * processes at once close each row once. After downtime it closes all days that it missed. Returns when the current day
 * ends; null for a venue that is gone. When a row fails, the others are still closed; an AggregateError is thrown at
 * the end.
 */
export async function closeDay(businessId: string, now: Date): Promise<Date | null> {
  const [found] = await db().select().from(business).where(eq(business.id, businessId));
  if (!found) return null;
  const venue = { ...found, id: businessId as BusinessId };
  const author: Author = { venue, userId: null, requestId: randomUUID(), now };
  const failures: unknown[] = [];
  for (const { id } of await openRows(author)) {
    await closeReservation(author, id).catch((error: unknown) => failures.push(error));
  }
  const [cause] = failures;
  if (cause) throw new AggregateError(failures, `${failures.length} could not be closed`, { cause });
  return nextDayEnd(now, venue);
}

/**
 * Schedules the close for every venue that has an open row of a night that is over, and for those whose days no job
 * closes yet, in one statement for all venues. Most writes schedule it themselves (schedule-close.ts); this finds rows
 * that the previous version wrote, rows that were committed while the day was being closed, and rows that a new time
 * zone or cutoff has made overdue. A venue whose close is running or has failed is left to its job.
 */
export async function findOpenNights(now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  // For a zone that the database's calendar does not know, every day that may be over somewhere counts: each row is
  // decided again.
  const today = sql`coalesce(
    business_day_at(${at}, ${business.timeZone}, ${business.cutoffHour}),
    (${at} at time zone 'UTC' + interval '14 hours')::date
  )`;
  const overdue = db()
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.businessId, business.id), isOpen(), lt(reservation.businessDay, today)));
  const planned = db()
    .select({ key: job.key })
    .from(job)
    .where(and(eq(job.kind, CLOSE_DAY), eq(job.key, business.id)));
  const due = db()
    .select({ kind: sql`${CLOSE_DAY}`.as('kind'), key: business.id, runAt: sql`${at}`.as('run_at') })
    .from(business)
    .where(or(exists(overdue), notExists(planned)));
  await db().execute(sql`
    insert into ${job} (kind, key, run_at) ${due}
    on conflict (kind, key) do update set run_at = least(${job.runAt}, excluded.run_at) where ${job.attempts} = 0 and ${job.claimedBy} is null`);
}

function openRows({ venue, now }: Author): Promise<{ id: string }[]> {
  return db()
    .select({ id: reservation.id })
    .from(reservation)
    .where(and(eq(reservation.businessId, venue.id), isOpen(), lt(reservation.businessDay, businessDayOf(now, venue))));
}

/** The same condition as the partial index `reservation_open_idx`. */
function isOpen() {
  return and(isNull(reservation.closedAt), isNull(reservation.deletedAt), inArray(reservation.status, OPEN));
}

function closeReservation(author: Author, id: string): Promise<void> {
  return transaction(async (tx) => {
    const row = await tryLockReservation(tx, author.venue, id);
    if (!row || row.closedAt || row.businessDay >= businessDayOf(author.now, author.venue)) return;
    const status = closingStatus(row.status);
    if (status !== null) await moveStatus(tx, author, row, status, { closedAt: author.now });
  });
}
