import { and, eq, ne } from 'drizzle-orm';
import { transaction } from '@/platform/db/transaction';
import type { ApiRequest } from '@/platform/http/api-request';
import { hashPassword } from './auth';
import { checkPassword, isPasswordOf } from './check-password';
import { checkNewPassword } from './password-rules';
import type { PasswordInput } from './schema';
import type { Identity } from './session';
import { account, session } from './tables';

/**
 * Sets a new password and ends every other session of the account. Throws VALIDATION for one that may not be set, and as
 * `checkPassword` about the present one.
 */
export async function changePassword(
  identity: Identity,
  { current, password }: PasswordInput,
  request: ApiRequest,
): Promise<{ ended: number }> {
  const { userId, sessionId, email } = identity;
  await checkPassword(identity, current, request);
  await checkNewPassword(password, { email, businessName: '' });
  const hash = await hashPassword(password);
  return transaction(async (tx) => {
    await tx.update(account).set({ password: hash, updatedAt: new Date() }).where(isPasswordOf(userId));
    const others = and(eq(session.userId, userId), ne(session.id, sessionId));
    const ended = await tx.delete(session).where(others).returning({ id: session.id });
    return { ended: ended.length };
  });
}
