import { and, desc, eq } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { deviceLabel } from '@/platform/http/device-label';
import type { SessionList } from './answers';
import { type Identity, isLiving } from './session';
import { session } from './tables';

/** The living sessions of the person's account, the one used last first; its use is recorded to the hour. */
export async function listSessions({ userId, sessionId }: Identity): Promise<SessionList> {
  const rows = await db()
    .select({ id: session.id, userAgent: session.userAgent, createdAt: session.createdAt, usedAt: session.updatedAt })
    .from(session)
    .where(and(eq(session.userId, userId), isLiving()))
    .orderBy(desc(session.updatedAt), desc(session.createdAt));
  return {
    sessions: rows.map(({ id, userAgent, createdAt, usedAt }) => ({
      ...{ id, device: deviceLabel(userAgent), isCurrent: id === sessionId },
      ...{ createdAt: createdAt.toISOString(), usedAt: usedAt.toISOString() },
    })),
  };
}
