import { and, asc, desc, eq, lt, lte, min, or, sql } from 'drizzle-orm';
import { eventConsumer, venueEvent } from '@/modules/events/tables';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { venueKeepsSince } from './rules';

const KEPT_EVENTS = 10_000;
const KEPT_MS = 24 * 60 * 60_000;

/**
 * Removes, per business, the events that are older than 24 h, not among the newest 10,000 and handled by every consumer
 * of the log, and those that are as old as the nights that are removed. Returns how many events were removed.
 */
export async function pruneEvents(now = new Date()): Promise<number> {
  const businesses = await db().select({ id: business.id }).from(business).orderBy(asc(business.id));
  let pruned = 0;
  for (const { id } of businesses) pruned += await pruneBusiness(id, now);
  return pruned;
}

/**
 * One transaction: the floor rises when the rows are removed, so a reader never finds a gap above it. The epoch does
 * not change.
 */
function pruneBusiness(businessId: string, now: Date): Promise<number> {
  return transaction(async (tx) => {
    const slowest = tx
      .select({ seq: min(eventConsumer.seq) })
      .from(eventConsumer)
      .where(eq(eventConsumer.businessId, businessId));
    const [newest] = await tx
      .select({ seq: venueEvent.seq })
      .from(venueEvent)
      .innerJoin(business, eq(business.id, venueEvent.businessId))
      .where(
        and(
          eq(venueEvent.businessId, businessId),
          or(
            and(
              lte(venueEvent.seq, sql`${business.eventSeq} - ${KEPT_EVENTS}`),
              lt(venueEvent.createdAt, new Date(now.getTime() - KEPT_MS)),
              lte(venueEvent.seq, sql`coalesce((${slowest}), ${business.eventSeq})`),
            ),
            lt(venueEvent.createdAt, venueKeepsSince('nights', now)),
          ),
        ),
      )
      .orderBy(desc(venueEvent.seq))
      .limit(1);
    if (!newest) return 0;
    await tx
      .update(business)
      .set({ eventFloor: sql`greatest(${business.eventFloor}, ${newest.seq}::bigint)` })
      .where(eq(business.id, businessId));
    const gone = await tx
      .delete(venueEvent)
      .where(and(eq(venueEvent.businessId, businessId), lte(venueEvent.seq, newest.seq)))
      .returning({ seq: venueEvent.seq });
    return gone.length;
  });
}
