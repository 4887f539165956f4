import { and, eq, isNull } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { apiKey } from '@/modules/access/key-tables';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { auditedKey, recordKey } from './change';
import type { KeyId } from './schema';

/** Ends a key: no request with it is served from now on, and its open streams close within a second. Throws NOT_FOUND. */
export async function deleteKey(ctx: Context, { id }: KeyId): Promise<{ id: string }> {
  const isKey = and(eq(apiKey.businessId, ctx.venue.id), eq(apiKey.id, id), isNull(apiKey.revokedAt));
  await transaction(async (tx) => {
    const [ended] = await tx.update(apiKey).set({ revokedAt: ctx.now }).where(isKey).returning();
    if (!ended) throw new DomainError('NOT_FOUND');
    await recordKey(tx, ctx, { id, action: 'key.revoked', before: auditedKey(ended), after: null });
  });
  return { id };
}
