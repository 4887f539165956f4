import { randomUUID } from 'node:crypto';
import { and, count, eq, isNull } from 'drizzle-orm';
import { drawKey } from '@/modules/access/api-key';
import { authorize, type Context } from '@/modules/access/context';
import { apiKey } from '@/modules/access/key-tables';
import { user } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { KeyCreated } from './answers';
import { auditedKey, recordKey } from './change';
import type { CreateKeyInput } from './schema';

/** How many keys of one venue can exist at once. */
const MAX_KEYS = 50;

/**
 * Makes a key for a program, which is shown in this answer only. Throws FORBIDDEN for a permission that the caller
 * lacks, VALIDATION for an end that has passed, and RATE_LIMITED while the venue has too many keys.
 */
export async function createKey(
  ctx: Context,
  { name, permissions, expiresAt: end }: CreateKeyInput,
): Promise<KeyCreated> {
  for (const permission of permissions) authorize(ctx, permission);
  const expiresAt = end ? new Date(end) : null;
  if (expiresAt !== null && expiresAt <= ctx.now) throw refusedEnd();
  const { id, token, secretHash } = drawKey(ctx.venue.id);
  const userId = randomUUID();
  await transaction(async (tx) => {
    const existing = and(eq(apiKey.businessId, ctx.venue.id), isNull(apiKey.revokedAt));
    const [found] = await tx.select({ keys: count() }).from(apiKey).where(existing);
    if ((found?.keys ?? 0) >= MAX_KEYS) throw new DomainError('RATE_LIMITED');
    // Reserved by RFC 2606: nobody can have this address, and nothing is sent to it.
    await tx.insert(user).values({ id: userId, name, email: `${userId}@key.invalid` });
    await tx.insert(apiKey).values({
      ...{ businessId: ctx.venue.id, id, name, userId, secretHash, permissions },
      ...{ createdBy: ctx.userId, createdAt: ctx.now, expiresAt },
    });
    const after = auditedKey({ name, permissions, expiresAt });
    await recordKey(tx, ctx, { id, action: 'key.created', before: null, after });
  });
  return { id, token, expiresAt: expiresAt?.toISOString() ?? null };
}

function refusedEnd(): DomainError {
  const issue = { path: 'expiresAt', code: 'past', message: 'must be in the future' };
  return new DomainError('VALIDATION', { extra: { issues: [issue] } });
}
