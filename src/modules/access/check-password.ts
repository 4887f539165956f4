import { and, eq } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { isPassword } from './auth';
import type { Identity } from './session';
import { attemptOf, withinLimits } from './sign-in-limits';
import { account } from './tables';

/** The password of an account, as the auth library stores it. */
export function isPasswordOf(userId: string) {
  return and(eq(account.userId, userId), eq(account.providerId, 'credential'));
}

/**
 * Asks for the present password within the limits of a sign-in, so that an unattended screen lets nobody guess it. Throws
 * INVALID_CREDENTIALS for a wrong one, RATE_LIMITED and OVERLOADED.
 */
export async function checkPassword(
  { userId, email }: Pick<Identity, 'userId' | 'email'>,
  password: string,
  request: ApiRequest,
): Promise<void> {
  const [stored] = await db().select({ hash: account.password }).from(account).where(isPasswordOf(userId));
  const { wrong } = await withinLimits(attemptOf(request, email), async () => ({
    wrong: !stored?.hash || !(await isPassword(password, stored.hash)),
  }));
  if (wrong) throw new DomainError('INVALID_CREDENTIALS');
}
