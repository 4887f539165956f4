import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { membership, user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { issueRecovery } from './issue-recovery';

interface Asked {
  readonly email: string;
  /** The operating-system user who ran the command. */
  readonly by: string;
  readonly now: Date;
}

/**
 * Makes a link by which an owner sets a new password, once, within a day. Only commands on the server's machine use it:
 * no route reaches it. Throws NOT_FOUND for an unknown e-mail, and FORBIDDEN for an account that owns no venue that is
 * open: others are helped by those above them.
 */
export function createOwnerRecovery({ email, by, now }: Asked): Promise<{ path: string; expiresAt: Date }> {
  return transaction(async (tx) => {
    const address = email.trim().toLowerCase();
    const [known] = await tx.select({ id: user.id }).from(user).where(eq(user.email, address));
    if (!known) throw new DomainError('NOT_FOUND');
    const [owned] = await tx
      .select({ venue: business })
      .from(membership)
      .innerJoin(business, and(eq(business.id, membership.businessId), eq(business.suspended, false)))
      .where(and(eq(membership.userId, known.id), eq(membership.role, 'OWNER')))
      .orderBy(asc(business.createdAt), asc(business.id))
      .limit(1);
    if (!owned) throw new DomainError('FORBIDDEN');
    const venue = { ...owned.venue, id: owned.venue.id as BusinessId };
    const author = { venue, userId: null, requestId: randomUUID(), now };
    const { token, expiresAt } = await issueRecovery(tx, author, {
      ...{ userId: known.id, role: 'OWNER', details: { command: by } },
    });
    return { path: `/recuperar/${token}`, expiresAt };
  });
}
