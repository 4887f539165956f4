import { and, eq, isNull, ne } from 'drizzle-orm';
import { user } from '@/modules/access/tables';
import { recovery } from '@/modules/members/tables';
import type { Tx } from '@/platform/db/client';
import { sqlState } from '@/platform/db/sql-state';
import { DomainError } from '@/platform/errors';
import { emailChange } from './tables';

const UNIQUE_VIOLATION = '23505';

/** Throws EMAIL_TAKEN when another account has the address. */
export async function requireFreeEmail(tx: Tx, userId: string, email: string): Promise<void> {
  const isOther = and(eq(user.email, email), ne(user.id, userId));
  const [taken] = await tx.select({ id: user.id }).from(user).where(isOther);
  if (taken) throw new DomainError('EMAIL_TAKEN');
}

/**
 * Gives an account its new address. Links to set a password that went to the address before end, and so do other changes
 * that wait.
 */
export async function setEmail(tx: Tx, userId: string, email: string, now: Date): Promise<void> {
  await requireFreeEmail(tx, userId, email);
  await tx.update(user).set({ email, emailVerified: true, updatedAt: now }).where(eq(user.id, userId));
  const isOpenRecovery = and(eq(recovery.userId, userId), isNull(recovery.usedAt), isNull(recovery.revokedAt));
  await tx.update(recovery).set({ revokedAt: now }).where(isOpenRecovery);
  await endEmailChanges(tx, userId, now);
}

/** Ends the changes of an account's address that wait for their link. */
export async function endEmailChanges(tx: Tx, userId: string, now: Date): Promise<void> {
  const isOpen = and(eq(emailChange.userId, userId), isNull(emailChange.usedAt), isNull(emailChange.revokedAt));
  await tx.update(emailChange).set({ revokedAt: now }).where(isOpen);
}

/** What `setEmail` throws when another account has taken the address in the same moment. */
export function takenMeanwhile(error: unknown): unknown {
  return sqlState(error) === UNIQUE_VIOLATION ? new DomainError('EMAIL_TAKEN', { cause: error }) : error;
}
