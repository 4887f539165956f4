import { and, eq } from 'drizzle-orm';
import { type Context, type Rights, ROLES, type Role } from '@/modules/access/context';
import { type RoleName, rightsOfMember } from '@/modules/access/rules';
import { customRole } from '@/modules/access/tables';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import { mayGrant } from './rules';
import type { NamedRole } from './schema';

/** A role that a member or an invitation has: a built-in one, or one of the venue's own with its base. */
export interface HeldRole {
  readonly role: Role;
  readonly customRole: RoleName | null;
  readonly rights: Rights;
}

interface RoleColumns {
  readonly role: Role;
  readonly own: Pick<typeof customRole.$inferSelect, 'id' | 'name' | 'permissions'> | null;
}

/** The columns of a join with `customRole` that `toHeldRole` reads. */
export const OWN_ROLE = { id: customRole.id, name: customRole.name, permissions: customRole.permissions };

export function toHeldRole({ role, own }: RoleColumns): HeldRole {
  return {
    role,
    customRole: own && { id: own.id, name: own.name },
    rights: rightsOfMember(role, own?.permissions ?? null),
  };
}

/** How the audit names a role: by its name, or a built-in one by its code. */
export function titleOf({ role, customRole: own }: HeldRole): string {
  return own?.name ?? role;
}

/**
 * The role that a request names, which stays as it is until the end of the transaction. Throws NOT_FOUND for a custom
 * role that the venue does not have, and FORBIDDEN for a role that the caller may not grant.
 */
export async function findRole(tx: Tx, ctx: Context, named: NamedRole): Promise<HeldRole> {
  const found = named.customRoleId === undefined ? builtIn(named.role) : await lockRole(tx, ctx, named.customRoleId);
  if (!found || !mayGrant(ctx.role, found.rights)) throw new DomainError('FORBIDDEN');
  return found;
}

function builtIn(name: string | undefined): HeldRole | null {
  const role = ROLES.find((each) => each === name);
  return role ? { role, customRole: null, rights: role } : null;
}

async function lockRole(tx: Tx, { venue }: Context, id: string): Promise<HeldRole> {
  const [own] = await tx
    .select({ ...OWN_ROLE, base: customRole.base })
    .from(customRole)
    .where(and(eq(customRole.businessId, venue.id), eq(customRole.id, id)))
    .for('share');
  if (!own) throw new DomainError('NOT_FOUND');
  return toHeldRole({ role: own.base, own });
}
