import { sql } from 'drizzle-orm';
import type { Database } from '@/platform/db/client';
import { db } from '@/platform/db/transaction';
import { business } from './tables';

/**
 * Gives every venue's log a new epoch: earlier cursors are refused, and their screens fetch their lists again. It is
 * for a database that was restored from a backup and therefore assigns some numbers a second time. Returns how many
 * venues.
 */
export async function renewEpochs(on: Database = db()): Promise<number> {
  const renewed = await on
    .update(business)
    .set({ epoch: sql`substr(md5(random()::text || ${business.id}), 1, 12)` })
    .returning({ id: business.id });
  return renewed.length;
}
