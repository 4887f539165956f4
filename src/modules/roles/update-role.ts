import { and, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { baseOf, rightsOfMember } from '@/modules/access/rules';
import { customRole } from '@/modules/access/tables';
import { mayGrant } from '@/modules/members/rules';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { RoleAnswer } from './answers';
import { changedRole, changeRoleRow } from './change';
import { requireFreeName, requireGrantable } from './check-role';
import { readRole } from './reads';
import type { UpdateRoleInput } from './schema';

type RoleRow = typeof customRole.$inferSelect;

/**
 * Changes a role of the venue's own, in force for whoever has it within a second. Throws NOT_FOUND, FORBIDDEN when the
 * caller lacks a permission of the old or the new set, VERSION_CONFLICT with the current role, and ROLE_NAME_TAKEN.
 */
export async function updateRole(ctx: Context, { id, name, permissions }: UpdateRoleInput): Promise<RoleAnswer> {
  requireGrantable(ctx, permissions);
  return transaction(async (tx) => {
    await requireFreeName(tx, ctx, name, id);
    const before = await lockGrantableRole(tx, ctx, id);
    const role = await readRole(tx, ctx, id);
    const { ifMatch } = ctx.request;
    if (ifMatch !== undefined && ifMatch !== before.version)
      throw new DomainError('VERSION_CONFLICT', { extra: { current: role } });
    const wanted = { name, permissions, base: baseOf(new Set(permissions)) };
    const changed = (['name', 'permissions'] as const).filter((field) => `${before[field]}` !== `${wanted[field]}`);
    if (changed.length === 0) return { role };
    // The database writes a new base into what has the role, before the venue's row is locked.
    if (wanted.base !== before.base) await tx.update(customRole).set({ base: wanted.base }).where(isRole(ctx, id));
    const pick = (from: typeof wanted | RoleRow) => Object.fromEntries(changed.map((field) => [field, from[field]]));
    const { version } = await changeRoleRow(tx, ctx, before, {
      fields: wanted,
      audit: { action: 'role.changed', before: pick(before), after: pick(wanted) },
      event: changedRole(id),
    });
    return { role: { ...role, ...wanted, version } };
  });
}

/** A role whose row is locked. Throws NOT_FOUND, and FORBIDDEN for one that holds what the caller lacks. */
export async function lockGrantableRole(tx: Tx, ctx: Context, id: string): Promise<RoleRow> {
  const [row] = await tx.select().from(customRole).where(isRole(ctx, id)).for('update');
  if (!row) throw new DomainError('NOT_FOUND');
  if (!mayGrant(ctx.role, rightsOfMember(row.base, row.permissions))) throw new DomainError('FORBIDDEN');
  return row;
}

export function isRole({ venue }: Context, id: string) {
  return and(eq(customRole.businessId, venue.id), eq(customRole.id, id));
}
