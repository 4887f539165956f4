import { and, desc, eq, isNull } from 'drizzle-orm';
import { prefixOf, rightsOf } from '@/modules/access/api-key';
import type { Context, Role } from '@/modules/access/context';
import { isOwnRole } from '@/modules/access/custom-role';
import { apiKey } from '@/modules/access/key-tables';
import { rightsOfMember } from '@/modules/access/rules';
import { customRole, membership, user } from '@/modules/access/tables';
import { readCursor } from '@/modules/events/reads';
import { snapshot } from '@/platform/db/transaction';
import type { ApiKey, KeyList } from './answers';

/** The keys of the venue that were not revoked, the newest first. */
export async function listKeys(ctx: Context): Promise<KeyList> {
  return snapshot(async (tx) => {
    const rows = await tx
      .select({ key: apiKey, createdBy: user.name, base: membership.role, own: customRole.permissions })
      .from(apiKey)
      .leftJoin(user, eq(user.id, apiKey.createdBy))
      .leftJoin(membership, and(eq(membership.businessId, apiKey.businessId), eq(membership.userId, apiKey.createdBy)))
      .leftJoin(customRole, isOwnRole())
      .where(and(eq(apiKey.businessId, ctx.venue.id), isNull(apiKey.revokedAt)))
      .orderBy(desc(apiKey.createdAt), desc(apiKey.id));
    return { keys: rows.map((row) => toKey(row, ctx)), cursor: await readCursor(tx, ctx) };
  });
}

interface Row {
  readonly key: typeof apiKey.$inferSelect;
  readonly createdBy: string | null;
  /** The role of whoever made it; null for nobody of the venue. */
  readonly base: Role | null;
  readonly own: readonly string[] | null;
}

function toKey({ key, createdBy, base, own }: Row, { now }: Context): ApiKey {
  const { id, name, permissions, createdAt, expiresAt, usedAt } = key;
  const isExpired = expiresAt !== null && expiresAt <= now;
  return {
    ...{ id, name, prefix: prefixOf(id), permissions, createdBy },
    inForce: base === null ? [] : [...rightsOf(permissions, rightsOfMember(base, own))],
    state: isExpired ? 'expired' : base === null ? 'paused' : 'active',
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    usedAt: usedAt?.toISOString() ?? null,
  };
}
