import { randomUUID } from 'node:crypto';
import type { Context } from '@/modules/access/context';
import { baseOf } from '@/modules/access/rules';
import { customRole } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import type { RoleAnswer } from './answers';
import { changedRole, changeRoleRow } from './change';
import { requireFreeName, requireGrantable } from './check-role';
import { readRole } from './reads';
import type { CreateRoleInput } from './schema';

/** Makes a role of the venue's own. Throws FORBIDDEN for a permission that the caller lacks, ROLE_NAME_TAKEN and RATE_LIMITED. */
export async function createRole(ctx: Context, { name, permissions }: CreateRoleInput): Promise<RoleAnswer> {
  requireGrantable(ctx, permissions);
  return transaction(async (tx) => {
    await requireFreeName(tx, ctx, name, null);
    const base = baseOf(new Set(permissions));
    const values = { businessId: ctx.venue.id, id: randomUUID(), name, permissions, base, createdAt: ctx.now };
    const [row] = await tx.insert(customRole).values(values).returning();
    if (!row) throw new Error('nothing was inserted');
    const role = await readRole(tx, ctx, row.id);
    const { version } = await changeRoleRow(tx, ctx, row, {
      audit: { action: 'role.created', before: null, after: { name, permissions } },
      event: changedRole(row.id),
    });
    return { role: { ...role, version } };
  });
}
