import { and, eq } from 'drizzle-orm';
import type { Context, Role } from '@/modules/access/context';
import { membership } from '@/modules/access/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { Member } from './answers';
import { recordAccess } from './change';
import { findRole, type HeldRole, titleOf } from './find-role';
import { lockMember, readMembers } from './reads';
import { mayGrant } from './rules';
import type { ChangeRoleInput } from './schema';

/**
 * Gives a member another role, in force on their open streams within a second. Throws NOT_FOUND, also for a custom role
 * that the venue does not have, FORBIDDEN when the caller may not grant the old or the new role, and LAST_OWNER.
 */
export async function changeRole(ctx: Context, { userId, ...named }: ChangeRoleInput): Promise<{ member: Member }> {
  return transaction(async (tx) => {
    const after = await findRole(tx, ctx, named);
    const before = await requireChangeable(tx, ctx, userId, after.role);
    const customRoleId = after.customRole?.id ?? null;
    if (before.role !== after.role || (before.customRole?.id ?? null) !== customRoleId) {
      const isMember = and(eq(membership.businessId, ctx.venue.id), eq(membership.userId, userId));
      await tx.update(membership).set({ role: after.role, customRoleId }).where(isMember);
      await recordAccess(tx, ctx, {
        ...{ kind: 'member', id: userId, action: 'member.role-changed' },
        ...{ before: titleOf(before), after: titleOf(after) },
      });
    }
    const [member] = await readMembers(tx, ctx.venue.id, userId);
    if (!member) throw new DomainError('NOT_FOUND');
    return { member };
  });
}

/**
 * The role of a member whom the caller may change or remove; the row is locked. Throws NOT_FOUND, FORBIDDEN for a role
 * that the caller may not grant, and LAST_OWNER unless the member stays an owner.
 */
export async function requireChangeable(tx: Tx, ctx: Context, userId: string, after: Role | null): Promise<HeldRole> {
  const { held, owners } = await lockMember(tx, ctx.venue.id, userId);
  if (held === null) throw new DomainError('NOT_FOUND');
  if (!mayGrant(ctx.role, held.rights)) throw new DomainError('FORBIDDEN');
  if (held.role === 'OWNER' && after !== 'OWNER' && owners < 2) throw new DomainError('LAST_OWNER');
  return held;
}
