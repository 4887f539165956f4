import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/platform/db/transaction';
import { DomainError, type ErrorCode } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { clientAddress } from '@/platform/http/client-address';
import { readBody } from '@/platform/http/request-input';
import { Text } from '@/platform/input/fields';
import { signInFailures } from '@/platform/metrics/instruments';
import { askLibrary } from './auth';
import { accountHash, readDevice, rememberAccount } from './device-cookie';
import { parseInput } from './route';
import { readSessionTokens } from './session-cookie';
import { withinLimits } from './sign-in-limits';
import { session } from './tables';

/** Other members of a body are left out: scripts send what the auth library knows (`rememberMe`, `callbackURL`). */
const SignInBody = z.object({
  email: Text.trim().toLowerCase().max(320).pipe(z.email()),
  password: Text.min(1).max(1024),
});

/** What the auth library refuses, by its status: a password that is too long, a wrong pair. */
const REFUSALS: Readonly<Record<number, ErrorCode>> = { 400: 'VALIDATION', 401: 'INVALID_CREDENTIALS' };

/**
 * Signs in through the auth library, within the limits. The browser's session before ends, whosever it was, and its device is known
 * from now on. Throws RATE_LIMITED, OVERLOADED, VALIDATION and INVALID_CREDENTIALS, the same whether the account exists or not.
 */
export async function signIn(request: ApiRequest): Promise<Response> {
  const { email, password } = parseInput(SignInBody, await readBody(request));
  const cookies = request.headers.get('cookie');
  const device = readDevice(cookies);
  const { response } = await withinLimits({ email, address: clientAddress(request.headers), device }, async () => {
    const answer = await askLibrary(request, 'sign-in/email', { email, password });
    return { response: answer, wrong: answer.status === 401 };
  });
  if (response.status === 401) signInFailures.inc();
  if (!response.ok) throw new DomainError(REFUSALS[response.status] ?? 'INTERNAL');
  const before = readSessionTokens(cookies);
  if (before.length > 0) await db().delete(session).where(inArray(session.token, before));
  response.headers.append('set-cookie', rememberAccount(device, accountHash(email)));
  return response;
}
