import { and, eq, ne } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { Identity } from './session';
import { session } from './tables';

/** Ends a session of the person's own account, and its open screens within a second. Throws NOT_FOUND for any other. */
export async function deleteSession({ userId }: Identity, { id }: { id: string }): Promise<{ id: string }> {
  const own = and(eq(session.id, id), eq(session.userId, userId));
  const [ended] = await db().delete(session).where(own).returning({ id: session.id });
  if (!ended) throw new DomainError('NOT_FOUND');
  return ended;
}

/** Ends every session of the account except this one. */
export async function deleteOtherSessions({ userId, sessionId }: Identity): Promise<{ ended: number }> {
  const others = and(eq(session.userId, userId), ne(session.id, sessionId));
  const rows = await db().delete(session).where(others).returning({ id: session.id });
  return { ended: rows.length };
}
