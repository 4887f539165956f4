import { eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { isOwnRole } from '@/modules/access/custom-role';
import { rightsOfMember } from '@/modules/access/rules';
import { customRole, membership, user } from '@/modules/access/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { titleOf } from './find-role';
import { issueRecovery } from './issue-recovery';
import { lockMember } from './reads';
import { outranks } from './rules';
import type { MemberId } from './schema';

/**
 * Makes a link by which a member of a lower role sets a new password, once, within a day; earlier links of the member
 * end. Whoever has the link takes over the whole account, so it is FORBIDDEN for an operator and for an account whose
 * role in any other venue the caller could not give a link for. Throws NOT_FOUND.
 */
export async function createRecovery(ctx: Context, { userId }: MemberId): Promise<{ url: string; expiresAt: string }> {
  return transaction(async (tx) => {
    const { held } = await lockMember(tx, ctx.venue.id, userId);
    if (held === null) throw new DomainError('NOT_FOUND');
    if (!outranks(ctx.role, held.rights) || !(await isBelow(tx, ctx, userId))) throw new DomainError('FORBIDDEN');
    const { token, expiresAt } = await issueRecovery(tx, ctx, { userId, role: titleOf(held) });
    return { url: `${ctx.request.origin}/recuperar/${token}`, expiresAt: expiresAt.toISOString() };
  });
}

/** Whether the account has no power that the caller lacks: anywhere, and over the installation. */
async function isBelow(tx: Tx, ctx: Context, userId: string): Promise<boolean> {
  const [account] = await tx.select({ operator: user.operator }).from(user).where(eq(user.id, userId));
  if (!account || account.operator) return false;
  const roles = (id: string) =>
    tx
      .select({ businessId: membership.businessId, role: membership.role, own: customRole.permissions })
      .from(membership)
      .leftJoin(customRole, isOwnRole())
      .where(eq(membership.userId, id));
  const mine = new Map(
    (await roles(ctx.userId)).map(({ businessId, role, own }) => [businessId, rightsOfMember(role, own)]),
  );
  return (await roles(userId)).every(({ businessId, role, own }) => {
    const rights = mine.get(businessId);
    return rights !== undefined && outranks(rights, rightsOfMember(role, own));
  });
}
