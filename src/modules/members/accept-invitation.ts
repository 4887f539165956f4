import { and, eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { createAccount, createMember, type NewAccount } from '@/modules/access/create-member';
import type { RoleName } from '@/modules/access/rules';
import { customRole, membership, user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import type { Database, Tx } from '@/platform/db/client';
import { db, transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { AccountAnswer } from './answers';
import { recordAccess } from './change';
import { isSecretOf, type Link, type LinkState, parseLink, requireOpen, stateOf } from './links';
import { isInvitedRole } from './reads';
import { invitation } from './tables';

/** What the page of an invitation shows. */
export interface FoundInvitation {
  readonly state: LinkState;
  readonly venue: string;
  /** Of a custom role, its base. */
  readonly role: typeof invitation.$inferSelect.role;
  readonly customRole: RoleName | null;
  readonly email: string | null;
}

/** Who accepts: an account that exists, or one that is made with the membership. */
export type Accepting = { readonly userId: string } | { readonly account: NewAccount };

/** The invitation of a token, whatever its state. Throws NOT_FOUND, also for a suspended venue. */
export async function findInvitation(token: string, now: Date): Promise<FoundInvitation> {
  const { row, venue, own } = await findRow(db(), parseLink(token));
  const { role, email } = row;
  return { state: stateOfInvitation(row, now), venue: venue.name, role, customRole: own, email };
}

/**
 * Whether an account with that address exists, so that its owner must prove their password instead of choosing one.
 * Only a caller with an open invitation learns it. Throws as `acceptInvitation`.
 */
export async function checkInvitation(token: string, email: string, now: Date): Promise<string | null> {
  const { row } = await findRow(db(), parseLink(token));
  requireOpen(stateOfInvitation(row, now));
  requireAddress(row, email);
  const [known] = await db().select({ id: user.id }).from(user).where(eq(user.email, email));
  return known?.id ?? null;
}

/**
 * Makes the person a member; of several who accept at once, one succeeds. Throws NOT_FOUND for a token that opens
 * nothing, LINK_USED, LINK_REVOKED and LINK_EXPIRED, INVITATION_EMAIL for another address than the invited one,
 * ALREADY_MEMBER, and EMAIL_TAKEN when an account with the address has been made meanwhile.
 */
export async function acceptInvitation(
  token: string,
  who: Accepting,
  { now, requestId }: Pick<Author, 'now' | 'requestId'>,
): Promise<AccountAnswer> {
  const link = parseLink(token);
  return transaction(async (tx) => {
    await lockRoleOf(tx, link);
    const { row, venue, own } = await findRow(tx, link, 'update');
    requireOpen(stateOfInvitation(row, now));
    const userId = await accountOf(tx, row, who);
    const [member] = await tx
      .select({ role: membership.role })
      .from(membership)
      .where(and(eq(membership.businessId, venue.id), eq(membership.userId, userId)));
    if (member) throw new DomainError('ALREADY_MEMBER');
    await createMember(tx, venue.id, userId, row.role, row.customRoleId);
    const isRow = and(eq(invitation.businessId, venue.id), eq(invitation.id, row.id));
    await tx.update(invitation).set({ acceptedAt: now, acceptedBy: userId }).where(isRow);
    const author: Author = { venue, userId, requestId, now };
    await recordAccess(tx, author, {
      ...{ kind: 'member', id: userId, action: 'member.joined', before: null, after: own?.name ?? row.role },
      details: { invitation: row.id },
    });
    return { userId, businessId: venue.id, slug: venue.slug };
  });
}

/** A role is locked before what has it: a change of the role takes its locks in this order. */
async function lockRoleOf(tx: Tx, { businessId, id }: Link): Promise<void> {
  const isOfLink = and(eq(invitation.businessId, businessId), eq(invitation.id, id));
  const query = tx.select({ id: customRole.id }).from(customRole).innerJoin(invitation, isInvitedRole());
  await query.where(isOfLink).for('share', { of: customRole });
}

type Row = typeof invitation.$inferSelect;

async function findRow(on: Database | Tx, link: Link, lock?: 'update') {
  const query = on
    .select({ row: invitation, venue: business, own: { id: customRole.id, name: customRole.name } })
    .from(invitation)
    .leftJoin(customRole, isInvitedRole())
    .innerJoin(business, and(eq(business.id, invitation.businessId), eq(business.suspended, false)))
    .where(and(eq(invitation.businessId, link.businessId), eq(invitation.id, link.id)));
  const [found] = await (lock ? query.for(lock, { of: invitation }) : query);
  if (!found || !isSecretOf(link, found.row.secretHash)) throw new DomainError('NOT_FOUND');
  const { row, venue, own } = found;
  return { row, own, venue: { ...venue, id: venue.id as BusinessId } };
}

function stateOfInvitation(row: Row, now: Date): LinkState {
  return stateOf({ ...row, usedAt: row.acceptedAt }, now);
}

async function accountOf(tx: Tx, row: Row, who: Accepting): Promise<string> {
  if ('account' in who) {
    requireAddress(row, who.account.email);
    const [taken] = await tx.select({ id: user.id }).from(user).where(eq(user.email, who.account.email));
    if (taken) throw new DomainError('EMAIL_TAKEN');
    return createAccount(tx, who.account);
  }
  const [known] = await tx.select({ email: user.email }).from(user).where(eq(user.id, who.userId));
  if (!known) throw new DomainError('UNAUTHENTICATED');
  requireAddress(row, known.email);
  return who.userId;
}

function requireAddress({ email }: Row, given: string): void {
  if (email !== null && email !== given) throw new DomainError('INVITATION_EMAIL');
}
