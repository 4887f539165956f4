import { lt } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { invitation, recovery } from './tables';

/** For so long the page of a link can say that it was used or has expired; afterwards it is unknown. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

/** Removes links that ended long ago, with the addresses in them. */
export async function pruneLinks(now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await db().delete(invitation).where(lt(invitation.expiresAt, before));
  await db().delete(recovery).where(lt(recovery.expiresAt, before));
}
