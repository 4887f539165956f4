import { and, eq, notExists, sql } from 'drizzle-orm';
import type { DemoAccount } from '@/modules/access/answers';
import { ROLES } from '@/modules/access/context';
import { apiKey } from '@/modules/access/key-tables';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { membership, user } from '@/modules/access/tables';
import { invitation } from '@/modules/members/tables';
import { operatorChange } from '@/modules/monitor/tables';
import { business } from '@/modules/venues/tables';
import type { Database, Tx } from '@/platform/db/client';
import { db } from '@/platform/db/transaction';

/** An arbitrary number that no other program on the same database uses for its advisory lock. */
const LOCK = 4_107_201_702;

/**
 * Until the transaction ends, no other transaction creates the first venue of this installation, or erases its demo.
 */
export async function lockInstallation(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
}

/**
 * Whether no account exists yet. Takes the installation's lock, so that of several first owners at once only one gets
 * true.
 */
export async function claimEmptyInstallation(tx: Tx): Promise<boolean> {
  await lockInstallation(tx);
  return !(await hasUsers(tx));
}

/** Whether the installation waits for its first owner. */
export async function needsSetup(): Promise<boolean> {
  return !(await hasUsers(db()));
}

/** Whether no account has ever existed here: erasing a demo leaves one row (erase-demo.ts). */
export async function isUnused(): Promise<boolean> {
  const [trace] = await db().select({ id: operatorChange.id }).from(operatorChange).limit(1);
  return !trace && needsSetup();
}

async function hasUsers(reader: Database | Tx): Promise<boolean> {
  const found = await reader.select({ id: user.id }).from(user).limit(1);
  return found.length > 0;
}

/**
 * The accounts that may sign in to the demo, sorted by venue; none when a venue is real, or when there are no accounts.
 */
export async function readDemoAccounts(): Promise<readonly DemoAccount[]> {
  const reader = db();
  const real = reader.select({ id: business.id }).from(business).where(eq(business.demo, false));
  // Whoever joined by a link is a real person, whose address nobody else learns.
  const joined = reader.select({ id: invitation.id }).from(invitation).where(eq(invitation.acceptedBy, user.id));
  // The account of an API key, or of a paired device, signs in nowhere.
  const ofKey = reader.select({ id: apiKey.id }).from(apiKey).where(eq(apiKey.userId, user.id));
  const ofDevice = reader.select({ id: pairedDevice.id }).from(pairedDevice).where(eq(pairedDevice.userId, user.id));
  const people = await reader
    .select({ email: user.email, role: membership.role, venue: business.name })
    .from(user)
    .leftJoin(membership, eq(membership.userId, user.id))
    .leftJoin(business, eq(business.id, membership.businessId))
    .where(and(notExists(real), notExists(joined), notExists(ofKey), notExists(ofDevice)))
    .orderBy(
      sql`${business.name} desc nulls last`,
      sql`array_position(${sql.param([...ROLES])}::text[], ${membership.role})`,
    );
  return people.map(({ role, ...person }) => ({ ...person, role: role ?? 'OPERATOR' }));
}
