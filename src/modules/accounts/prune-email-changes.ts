import { lt } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { emailChange } from './tables';

/** For so long the page of a link can say that it was used or has expired; afterwards it is unknown. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

/** Removes changes whose link ended long ago, with the addresses in them. */
export async function pruneEmailChanges(now = new Date()): Promise<void> {
  await db()
    .delete(emailChange)
    .where(lt(emailChange.expiresAt, new Date(now.getTime() - KEPT_MS)));
}
