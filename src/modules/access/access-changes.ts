import { lt, sql } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import type { AccessChanges } from '@/realtime/server/authorizer';
import { accessChange } from './change-tables';

const KEPT_MS = 60 * 60_000;

/**
 * Which grants may have changed since `since`, an earlier answer's `until`. Nothing is missed: transactions below a snapshot's
 * xmin have ended, so their rows are in this answer or an earlier one (PostgreSQL, "System Information Functions").
 */
export async function readAccessChanges(since: string): Promise<AccessChanges> {
  const rows = await db()
    .select({
      until: sql<string>`now.xmin::text`,
      sessionId: accessChange.sessionId,
      userId: accessChange.userId,
      businessId: accessChange.businessId,
    })
    .from(sql`(select pg_snapshot_xmin(pg_current_snapshot()) as xmin) as now`)
    .leftJoin(accessChange, sql`${accessChange.xid} >= ${since}::text::xid8`);
  const until = rows[0]?.until ?? since;
  const sessions = new Set(rows.map(({ sessionId }) => sessionId));
  const places = new Set(rows.map(({ userId, businessId }) => placeOf(businessId, userId)));
  return {
    until,
    touches: ({ sessionId, userId, businessId }) =>
      sessions.has(sessionId) || places.has(placeOf(businessId, userId)) || places.has(placeOf(businessId, null)),
    // Transactions are counted anew after a restore: what came since cannot be told.
    reset: BigInt(until) < BigInt(since),
  };
}

/** A business and one member of it, or all. */
function placeOf(businessId: string | null, userId: string | null): string {
  return `${businessId} ${userId ?? '*'}`;
}

export async function pruneAccessChanges(now = new Date()): Promise<void> {
  await db()
    .delete(accessChange)
    .where(lt(accessChange.at, new Date(now.getTime() - KEPT_MS)));
}
