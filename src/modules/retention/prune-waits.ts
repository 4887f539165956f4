import { and, eq, inArray, sql } from 'drizzle-orm';
import { eraseMessages } from '@/modules/privacy/erase-messages';
import { eraseWaitHistory } from '@/modules/privacy/erase-waits';
import { waitlistEntry } from '@/modules/waitlist/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { venueKeepsSince } from './rules';

const BATCH = 200;

/**
 * Removes who waited for nights that are older than a venue keeps the contact of its guests, and takes them out of audit, log and
 * messages. Several processes share the work. Returns how many entries were removed.
 */
export async function pruneWaits(now = new Date()): Promise<number> {
  let removed = 0;
  for (let found = BATCH; found === BATCH; removed += found) found = await transaction((tx) => pruneBatch(tx, now));
  return removed;
}

async function pruneBatch(tx: Tx, now: Date): Promise<number> {
  const { rows } = (await tx.execute(sql`
    select night.business_id, night.id from business
    cross join lateral (select ${venueKeepsSince('contact', now)} as since) as kept
    cross join lateral (
      select business_id, id from waitlist_entry
      where business_id = business.id and business_day < (kept.since at time zone 'UTC')::date
      limit ${BATCH} for update skip locked
    ) as night limit ${BATCH}`)) as unknown as { rows: { business_id: string; id: string }[] };
  for (const businessId of new Set(rows.map((row) => row.business_id))) {
    const ids = rows.filter((row) => row.business_id === businessId).map(({ id }) => id);
    await eraseWaitHistory(tx, businessId, ids);
    await eraseMessages(
      tx,
      businessId,
      { phone: null, email: null },
      ids.map((id) => ({ id, customerEmail: null })),
    );
    await tx.delete(waitlistEntry).where(and(eq(waitlistEntry.businessId, businessId), inArray(waitlistEntry.id, ids)));
  }
  return rows.length;
}
