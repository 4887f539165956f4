import { and, isNotNull, lt } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { outboxMessage } from './tables';

/** For so long after its use a message says to whom it went, and whether it arrived. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

/** Removes messages whose time ended long ago, with their addresses, and at once the tokens of links that have ended. */
export async function pruneMessages(now = new Date()): Promise<void> {
  await db()
    .delete(outboxMessage)
    .where(lt(outboxMessage.expiresAt, new Date(now.getTime() - KEPT_MS)));
  await db()
    .update(outboxMessage)
    .set({ sealedToken: null })
    .where(and(lt(outboxMessage.expiresAt, now), isNotNull(outboxMessage.sealedToken)));
}
