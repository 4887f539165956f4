import { and, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { membership } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import { recordAccess } from './change';
import { requireChangeable } from './change-role';
import { titleOf } from './find-role';
import type { MemberId } from './schema';

/**
 * Ends a membership: the person's open screens of this venue close within a second. Their account and what they did
 * stay. Throws NOT_FOUND, FORBIDDEN for a role that the caller may not grant, and LAST_OWNER.
 */
export async function deleteMember(ctx: Context, { userId }: MemberId): Promise<{ userId: string }> {
  await transaction(async (tx) => {
    const before = titleOf(await requireChangeable(tx, ctx, userId, null));
    await tx.delete(membership).where(and(eq(membership.businessId, ctx.venue.id), eq(membership.userId, userId)));
    await recordAccess(tx, ctx, { kind: 'member', id: userId, action: 'member.removed', before, after: null });
  });
  return { userId };
}
