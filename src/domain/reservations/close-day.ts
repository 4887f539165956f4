import { randomUUID } from 'node:crypto';
import { reservation } from '@db/schema/reservations';
import { business } from '@db/schema/venues';
import { and, eq, inArray, isNull, lt } from 'drizzle-orm';
import type { ReservationStatus } from '@/realtime/protocol/reservation';
import { db, transaction } from '@/server/db/transaction';
import type { Author, BusinessId } from '../people/context';
import { businessDayOf } from '../venues/business-day';
import { moveStatus } from './emit-change';
import { tryLockReservation } from './rows';
import { closingStatus } from './rules';

const OPEN: ReservationStatus[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN'];

/**
 * Closes the business days that are over at each venue's own cutoff: who never came is NO_SHOW, who came is COMPLETED. Each
 * row is decided again under its lock, so several processes may run it, again and again; after downtime it catches up.
 * Returns how many reservations it closed.
 */
export async function closeDueDays(now = new Date()): Promise<number> {
  let closed = 0;
  for (const { id, ...fields } of await db().select().from(business)) {
    const venue = { ...fields, id: id as BusinessId };
    const author: Author = { venue, userId: null, requestId: randomUUID(), now };
    for (const row of await openRows(venue.id, businessDayOf(now, venue))) {
      if (await closeReservation(author, row.id)) closed += 1;
    }
  }
  return closed;
}

function openRows(businessId: string, today: string): Promise<{ id: string }[]> {
  return db()
    .select({ id: reservation.id })
    .from(reservation)
    .where(
      and(
        eq(reservation.businessId, businessId),
        lt(reservation.businessDay, today),
        inArray(reservation.status, OPEN),
        isNull(reservation.closedAt),
        isNull(reservation.deletedAt),
      ),
    );
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
