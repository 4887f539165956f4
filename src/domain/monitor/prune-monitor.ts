import { clientReport, deviceAudit } from '@db/schema/monitor';
import { sql } from 'drizzle-orm';
import { db } from '@/server/db/transaction';

const KEPT_MS = 7 * 24 * 60 * 60_000;
const KEPT_REPORTS = 500;
const KEPT_AUDITS = 5_000;

/** Removes reports and verdicts older than seven days, and of each business all but the newest. Returns how many went. */
export async function pruneMonitor(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - KEPT_MS);
  let gone = 0;
  for (const [table, kept] of [
    [clientReport, KEPT_REPORTS],
    [deviceAudit, KEPT_AUDITS],
  ] as const) {
    const removed = await db()
      .delete(table)
      .where(
        sql`(${table.businessId}, ${table.id}) in (
          select business_id, id from (
            select business_id, id, at, row_number() over (partition by business_id order by at desc, id) as place
            from ${table}
          ) as numbered where place > ${kept} or at < ${before.toISOString()}::timestamptz
        )`,
      )
      .returning({ id: table.id });
    gone += removed.length;
  }
  return gone;
}
