import { and, eq, isNull } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { isOwnRole, roleTitle } from '@/modules/access/custom-role';
import { removeSecondFactor } from '@/modules/access/second-factor';
import { account, customRole, membership, session, user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import type { Database, Tx } from '@/platform/db/client';
import { db, transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { AccountAnswer } from './answers';
import { recordAccess } from './change';
import { isSecretOf, type Link, type LinkState, parseLink, requireOpen, stateOf } from './links';
import { recovery } from './tables';

/** What the page of a recovery link shows, and what a new password must differ from. */
export interface FoundRecovery {
  readonly state: LinkState;
  readonly email: string;
  readonly venue: string;
}

/** The recovery of a token, whatever its state. Throws NOT_FOUND. */
export async function findRecovery(token: string, now: Date): Promise<FoundRecovery> {
  const { row, email, venue } = await findRow(db(), parseLink(token));
  return { state: stateOf(row, now), email, venue: venue.name };
}

/** As `findRecovery`, of a link that is open. Throws LINK_USED, LINK_REVOKED and LINK_EXPIRED. */
export async function checkRecovery(token: string, now: Date): Promise<FoundRecovery> {
  const found = await findRecovery(token, now);
  requireOpen(found.state);
  return found;
}

/**
 * Sets the password of the account, once, and ends all of its sessions and other recovery links. A link that a person
 * made also switches the second factor off; one that came by e-mail leaves it on. Throws as `checkRecovery`.
 *
 * @param passwordHash made by the auth library's own hash function
 */
export async function completeRecovery(
  token: string,
  passwordHash: string,
  { now, requestId }: Pick<Author, 'now' | 'requestId'>,
): Promise<AccountAnswer> {
  const link = parseLink(token);
  return transaction(async (tx) => {
    const { row, role, venue } = await findRow(tx, link, 'update');
    requireOpen(stateOf(row, now));
    const isRow = and(eq(recovery.businessId, venue.id), eq(recovery.id, row.id));
    await tx.update(recovery).set({ usedAt: now }).where(isRow);
    const isOther = and(eq(recovery.userId, row.userId), isNull(recovery.usedAt), isNull(recovery.revokedAt));
    await tx.update(recovery).set({ revokedAt: now }).where(isOther);
    await tx
      .update(account)
      .set({ password: passwordHash, updatedAt: now })
      .where(and(eq(account.userId, row.userId), eq(account.providerId, 'credential')));
    await tx.delete(session).where(eq(session.userId, row.userId));
    const isRemoved = row.removesSecondFactor && (await removeSecondFactor(tx, row.userId));
    const author: Author = { venue, userId: row.userId, requestId, now };
    await recordAccess(tx, author, {
      ...{ kind: 'member', id: row.userId, action: 'member.recovered', before: role, after: role },
      ...(isRemoved ? { details: { secondFactor: 'off' } } : {}),
    });
    return { userId: row.userId, businessId: venue.id, slug: venue.slug };
  });
}

async function findRow(on: Database | Tx, link: Link, lock?: 'update') {
  const query = on
    .select({ row: recovery, email: user.email, role: roleTitle(), venue: business })
    .from(recovery)
    .innerJoin(user, eq(user.id, recovery.userId))
    .innerJoin(membership, and(eq(membership.businessId, recovery.businessId), eq(membership.userId, recovery.userId)))
    .leftJoin(customRole, isOwnRole())
    .innerJoin(business, and(eq(business.id, recovery.businessId), eq(business.suspended, false)))
    .where(and(eq(recovery.businessId, link.businessId), eq(recovery.id, link.id)));
  const [found] = await (lock ? query.for(lock, { of: recovery }) : query);
  if (!found || !isSecretOf(link, found.row.secretHash)) throw new DomainError('NOT_FOUND');
  return { ...found, venue: { ...found.venue, id: found.venue.id as BusinessId } };
}
