import { randomUUID } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { recordAccess } from './change';
import { createLink } from './links';
import { recovery } from './tables';

const VALID_MS = 24 * 60 * 60_000;

interface Recovered {
  readonly userId: string;
  /** How the member's role is called. */
  readonly role: string;
  /** What else the audit says. */
  readonly details?: Record<string, string>;
}

/**
 * Writes a recovery link of a member that a person makes and hands over; the caller has allowed it. It also switches the
 * member's second factor off, and earlier links of the member end. It is the last statement of the transaction.
 */
export async function issueRecovery(
  tx: Tx,
  author: Author,
  { userId, role, details = {} }: Recovered,
): Promise<{ token: string; expiresAt: Date }> {
  const { venue, now } = author;
  const isOpen = and(eq(recovery.businessId, venue.id), eq(recovery.userId, userId), isNull(recovery.usedAt));
  await tx
    .update(recovery)
    .set({ revokedAt: now })
    .where(and(isOpen, isNull(recovery.revokedAt)));
  const id = randomUUID();
  const { token, secretHash } = createLink(venue.id, id);
  const expiresAt = new Date(now.getTime() + VALID_MS);
  await tx.insert(recovery).values({
    ...{ businessId: venue.id, id, userId, secretHash },
    ...{ removesSecondFactor: true, createdBy: author.userId, createdAt: now, expiresAt },
  });
  await recordAccess(tx, author, {
    ...{ kind: 'member', id: userId, action: 'member.recovery-created', before: role, after: role, details },
  });
  return { token, expiresAt };
}
