import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { db, transaction } from '@/platform/db/transaction';
import type { LoggedEvent } from './rules';
import { eventConsumer, venueEvent } from './tables';

/**
 * A durable consumer of every venue's log: it handles each event in order, including events that were written while no
 * process ran.
 */
export interface Consumer {
  /** The key of its position in the database. */
  readonly name: string;
  /**
   * Handles the venue's next events. What it writes in `tx` is written exactly once, together with the consumer's
   * position. Other side effects may be repeated after a failure, so they must be idempotent.
   */
  handle(tx: Tx, businessId: string, events: readonly LoggedEvent[]): Promise<void>;
}

const BATCH = 200;

/**
 * Gives a new consumer its position in each log: the head, so that it handles only later events. For a venue that is
 * created later, it starts at the first event.
 */
export async function placeConsumers(consumers: readonly Consumer[]): Promise<void> {
  for (const { name } of consumers) {
    await db().execute(sql`insert into ${eventConsumer} (business_id, name, seq)
      select ${business.id}, ${name}, ${business.eventSeq} from ${business}
      where not exists (select from ${eventConsumer} where ${eventConsumer.name} = ${name})
      on conflict do nothing`);
  }
}

/** The venues whose log has events after a consumer's position, at most `limit`. */
export async function findBehind({ name }: Consumer, limit: number): Promise<string[]> {
  const rows = await db()
    .select({ id: business.id })
    .from(business)
    .leftJoin(eventConsumer, and(eq(eventConsumer.businessId, business.id), eq(eventConsumer.name, name)))
    .where(gt(business.eventSeq, sql`coalesce(${eventConsumer.seq}, 0)`))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * Handles a venue's next events, in one transaction with the consumer's position. Returns how many there were; 0 also
 * while another process handles them.
 */
export function consumeNext({ name, handle }: Consumer, businessId: string): Promise<number> {
  return transaction(async (tx) => {
    await tx.insert(eventConsumer).values({ businessId, name, seq: 0 }).onConflictDoNothing();
    const isOwn = and(eq(eventConsumer.businessId, businessId), eq(eventConsumer.name, name));
    const [position] = await tx.select().from(eventConsumer).where(isOwn).for('update', { skipLocked: true });
    if (!position) return 0;
    const rows = await tx
      .select({ seq: venueEvent.seq, json: venueEvent.payload })
      .from(venueEvent)
      .where(and(eq(venueEvent.businessId, businessId), gt(venueEvent.seq, position.seq)))
      .orderBy(asc(venueEvent.seq))
      .limit(BATCH);
    const last = rows.at(-1);
    if (!last) return 0;
    await handle(
      tx,
      businessId,
      rows.map(({ json }) => JSON.parse(json) as LoggedEvent),
    );
    await tx.update(eventConsumer).set({ seq: last.seq }).where(isOwn);
    return rows.length;
  });
}
