import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { customRole, membership, user } from '@/modules/access/tables';
import { auditInsert } from '@/modules/audit/write-audit';
import { emit, type RowDraft } from '@/modules/events/emit';
import { isOpenInvitation } from '@/modules/members/reads';
import { invitation } from '@/modules/members/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { RoleId } from './schema';
import { isRole, lockGrantableRole } from './update-role';

/**
 * Deletes a role that nobody has. Throws NOT_FOUND, FORBIDDEN for one that holds what the caller lacks, and ROLE_IN_USE
 * with the members and the open invitations that have it.
 */
export async function deleteRole(ctx: Context, { id }: RoleId): Promise<{ id: string }> {
  await transaction(async (tx) => {
    const { name, permissions } = await lockGrantableRole(tx, ctx, id);
    const holders = await findHolders(tx, ctx, id);
    if (holders.members.length + holders.invitations.length > 0)
      throw new DomainError('ROLE_IN_USE', { extra: holders });
    // An invitation that has ended gives nothing any more.
    const isEnded = and(eq(invitation.businessId, ctx.venue.id), eq(invitation.customRoleId, id));
    await tx.update(invitation).set({ customRoleId: null }).where(isEnded);
    await tx.delete(customRole).where(isRole(ctx, id));
    const event: RowDraft = { type: 'role-changed', id, row: null };
    await emit(tx, ctx.venue.id, event, {
      subject: { kind: 'role', id },
      inserts: [
        auditInsert(ctx, {
          ...{ action: 'role.deleted', entity: 'role', entityId: id },
          ...{ before: { name, permissions }, after: null },
        }),
      ],
    });
  });
  return { id };
}

async function findHolders(tx: Tx, ctx: Context, id: string) {
  const members = await tx
    .select({ userId: user.id, name: user.name })
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .where(and(eq(membership.businessId, ctx.venue.id), eq(membership.customRoleId, id)))
    .orderBy(asc(user.name), asc(user.id));
  const invitations = await tx
    .select({ id: invitation.id, email: invitation.email })
    .from(invitation)
    .where(and(isOpenInvitation(ctx), eq(invitation.customRoleId, id)))
    .orderBy(asc(invitation.expiresAt));
  return { members, invitations };
}
