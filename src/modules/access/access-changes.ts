import { lt, sql } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import type { AccessChanges } from '@/realtime/server/authorizer';
import { accessChange } from './change-tables';

const KEPT_MS = 60 * 60_000;

/**
 * Returns which grants may have changed since `since`, the `until` of an earlier answer. No change is missed:
 * transactions below the xmin of a snapshot have ended, so their rows are in this answer or in an earlier one
 * (PostgreSQL, "System Information Functions").
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
  const changes = rows.filter(({ sessionId, businessId }) => sessionId !== null || businessId !== null);
  const sessions = new Set(changes.map(({ sessionId }) => sessionId));
  const places = new Set(changes.map(({ userId, businessId }) => placeOf(businessId, userId)));
  return {
    until,
    changed: changes.length > 0,
    touches: ({ sessionId, userId, businessId }) =>
      sessions.has(sessionId) || places.has(placeOf(businessId, userId)) || places.has(placeOf(businessId, null)),
    // A restored database restarts its transaction ids, so the changes since `since` cannot be determined.
    reset: BigInt(until) < BigInt(since),
  };
}

/** The key of one member of a business, or of all its members. */
function placeOf(businessId: string | null, userId: string | null): string {
  return `${businessId} ${userId ?? '*'}`;
}

export async function pruneAccessChanges(now = new Date()): Promise<void> {
  await db()
    .delete(accessChange)
    .where(lt(accessChange.at, new Date(now.getTime() - KEPT_MS)));
}
