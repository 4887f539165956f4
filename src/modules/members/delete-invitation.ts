import { and, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { customRole } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { recordAccess } from './change';
import { OWN_ROLE, titleOf, toHeldRole } from './find-role';
import { requireOpen, stateOf } from './links';
import { isInvitedRole } from './reads';
import { mayGrant } from './rules';
import type { InvitationId } from './schema';
import { invitation } from './tables';

/**
 * Ends an invitation before anybody accepts it. Throws NOT_FOUND, FORBIDDEN for a role that the member may not grant,
 * and LINK_USED, LINK_REVOKED or LINK_EXPIRED for one that has ended already.
 */
export async function deleteInvitation(ctx: Context, { id }: InvitationId): Promise<{ id: string }> {
  const isRow = and(eq(invitation.businessId, ctx.venue.id), eq(invitation.id, id));
  await transaction(async (tx) => {
    const [found] = await tx
      .select({ row: invitation, own: OWN_ROLE })
      .from(invitation)
      .leftJoin(customRole, isInvitedRole())
      .where(isRow)
      .for('update', { of: invitation });
    if (!found) throw new DomainError('NOT_FOUND');
    const { row, own } = found;
    const held = toHeldRole({ role: row.role, own });
    if (!mayGrant(ctx.role, held.rights)) throw new DomainError('FORBIDDEN');
    requireOpen(stateOf({ ...row, usedAt: row.acceptedAt }, ctx.now));
    await tx.update(invitation).set({ revokedAt: ctx.now }).where(isRow);
    await recordAccess(tx, ctx, {
      kind: 'invitation',
      id,
      action: 'invitation.revoked',
      before: titleOf(held),
      after: null,
    });
  });
  return { id };
}
