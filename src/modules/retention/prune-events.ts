import { and, asc, desc, eq, lt, lte, or, sql } from 'drizzle-orm';
import { reservationEvent } from '@/modules/reservations/event-tables';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { removableBefore } from './rules';

const KEPT_EVENTS = 10_000;
const KEPT_MS = 24 * 60 * 60_000;

/**
 * Removes, business by business, what is both older than 24 h and behind the newest 10,000, and what is as old as the nights
 * that go. Returns how many events went.
 */
export async function pruneEvents(now = new Date()): Promise<number> {
  const businesses = await db().select({ id: business.id }).from(business).orderBy(asc(business.id));
  let pruned = 0;
  for (const { id } of businesses) pruned += await pruneBusiness(id, now);
  return pruned;
}

/** One transaction: the floor rises with the rows' removal, so a reader never finds a hole above it. The epoch stays. */
function pruneBusiness(businessId: string, now: Date): Promise<number> {
  return transaction(async (tx) => {
    const [newest] = await tx
      .select({ seq: reservationEvent.seq })
      .from(reservationEvent)
      .innerJoin(business, eq(business.id, reservationEvent.businessId))
      .where(
        and(
          eq(reservationEvent.businessId, businessId),
          or(
            and(
              lte(reservationEvent.seq, sql`${business.eventSeq} - ${KEPT_EVENTS}`),
              lt(reservationEvent.createdAt, new Date(now.getTime() - KEPT_MS)),
            ),
            lt(reservationEvent.createdAt, removableBefore('nights', now)),
          ),
        ),
      )
      .orderBy(desc(reservationEvent.seq))
      .limit(1);
    if (!newest) return 0;
    await tx
      .update(business)
      .set({ eventFloor: sql`greatest(${business.eventFloor}, ${newest.seq}::bigint)` })
      .where(eq(business.id, businessId));
    const gone = await tx
      .delete(reservationEvent)
      .where(and(eq(reservationEvent.businessId, businessId), lte(reservationEvent.seq, newest.seq)))
      .returning({ seq: reservationEvent.seq });
    return gone.length;
  });
}
