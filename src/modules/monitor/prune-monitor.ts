import { sql } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { clientReport, deviceAudit } from './tables';

const KEPT_MS = 7 * 24 * 60 * 60_000;
const KEPT_REPORTS = 500;
const KEPT_AUDITS = 5_000;
/** One account may use at most one part in this many, so that it cannot displace the reports of the others. */
const SHARE = 5;

/**
 * Removes reports and verdicts older than seven days, and keeps only the newest of each business, with at most its
 * share for each account. Returns how many were removed.
 */
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
            select *, count(*) filter (where own <= ${kept / SHARE}) over (partition by business_id order by at desc, id) as place
            from (
              select business_id, id, at, row_number() over (partition by business_id, user_id order by at desc, id) as own
              from ${table}
            ) as by_account
          ) as numbered
          where own > ${kept / SHARE} or place > ${kept} or at < ${before.toISOString()}::timestamptz
        )`,
      )
      .returning({ id: table.id });
    gone += removed.length;
  }
  return gone;
}
