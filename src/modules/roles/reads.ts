import { and, count, eq } from 'drizzle-orm';
import { type Context, can, PERMISSION_NAMES, ROLES } from '@/modules/access/context';
import { customRole, membership } from '@/modules/access/tables';
import { readCursor } from '@/modules/events/reads';
import { isOpenInvitation } from '@/modules/members/reads';
import { invitation } from '@/modules/members/tables';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { Role, RoleList } from './answers';

const BUILT_IN = ROLES.map((role) => ({ role, permissions: PERMISSION_NAMES.filter((name) => can(role, name)) }));

/** The venue's own roles, by name, and the built-in ones. */
export async function listRoles(ctx: Context): Promise<RoleList> {
  return snapshot(async (tx) => ({
    roles: await readRoles(tx, ctx),
    builtIn: BUILT_IN,
    cursor: await readCursor(tx, ctx),
  }));
}

/** The role with that id. Throws NOT_FOUND. */
export async function readRole(tx: Tx, ctx: Context, id: string): Promise<Role> {
  const [role] = await readRoles(tx, ctx, id);
  if (!role) throw new DomainError('NOT_FOUND');
  return role;
}

async function readRoles(tx: Tx, ctx: Context, id?: string): Promise<Role[]> {
  const { venue } = ctx;
  const rows = await tx
    .select()
    .from(customRole)
    .where(and(eq(customRole.businessId, venue.id), id === undefined ? undefined : eq(customRole.id, id)));
  const members = await tx
    .select({ id: membership.customRoleId, holders: count() })
    .from(membership)
    .where(eq(membership.businessId, venue.id))
    .groupBy(membership.customRoleId);
  const invitations = await tx
    .select({ id: invitation.customRoleId, holders: count() })
    .from(invitation)
    .where(isOpenInvitation(ctx))
    .groupBy(invitation.customRoleId);
  const holders = (of: typeof members, { id: roleId }: { id: string }) =>
    of.find((each) => each.id === roleId)?.holders ?? 0;
  return rows
    .map((row) => ({
      ...{ id: row.id, name: row.name, permissions: row.permissions, base: row.base, version: row.version },
      ...{ members: holders(members, row), invitations: holders(invitations, row) },
      createdAt: row.createdAt.toISOString(),
    }))
    .sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}
