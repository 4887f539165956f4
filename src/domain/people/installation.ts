import { user } from '@db/schema/people';
import { sql } from 'drizzle-orm';
import type { Database, Tx } from '@/server/db/client';
import { db } from '@/server/db/transaction';

/** Any number that no other program on the same database uses for its advisory lock. */
const LOCK = 4_107_201_702;

/**
 * Whether nobody has an account yet. Holds a lock until the transaction ends, so that of several first owners at once
 * only one finds it so.
 */
export async function claimEmptyInstallation(tx: Tx): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
  return !(await hasUsers(tx));
}

/** Whether the installation waits for its first owner. */
export async function needsSetup(): Promise<boolean> {
  return !(await hasUsers(db()));
}

async function hasUsers(reader: Database | Tx): Promise<boolean> {
  const found = await reader.select({ id: user.id }).from(user).limit(1);
  return found.length > 0;
}
