import { and, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { outboxMessage } from './tables';

interface MessageCounts {
  readonly waiting: number;
  /** Refused for good, and what they tell is still to come. */
  readonly failed: number;
  /** When the oldest that waits was written; null without one. */
  readonly oldestAt: Date | null;
}

/** The messages of some venues, or of all, that have not reached anybody. */
export async function countMessages(scope: readonly string[] | 'all', now: Date): Promise<MessageCounts> {
  const isWaiting = inArray(outboxMessage.state, ['WAITING', 'SENDING']);
  const countOf = (which: SQL) => sql<number>`(count(*) filter (where ${which}))::int`;
  const [found] = await db()
    .select({
      waiting: countOf(isWaiting),
      failed: countOf(sql`${outboxMessage.state} = 'FAILED'`),
      oldestAt: sql<Date | null>`min(${outboxMessage.createdAt}) filter (where ${isWaiting})`.mapWith(
        (at: string) => new Date(at),
      ),
    })
    .from(outboxMessage)
    .where(
      and(
        gt(outboxMessage.expiresAt, now),
        inArray(outboxMessage.state, ['WAITING', 'SENDING', 'FAILED']),
        scope === 'all' ? undefined : inArray(outboxMessage.businessId, [...scope]),
      ),
    );
  return found ?? { waiting: 0, failed: 0, oldestAt: null };
}
