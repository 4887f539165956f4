import { sql } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { business } from './tables';

/**
 * Gives every venue's log a new epoch: cursors from before are refused, and their screens fetch anew. For a database that was
 * brought back from a copy, whose numbers are given out a second time. Returns how many venues.
 */
export async function renewEpochs(): Promise<number> {
  const renewed = await db()
    .update(business)
    .set({ epoch: sql`substr(md5(random()::text || ${business.id}), 1, 12)` })
    .returning({ id: business.id });
  return renewed.length;
}
