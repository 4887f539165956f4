import { inArray } from 'drizzle-orm';
import * as z from 'zod';
import { db } from '@/platform/db/transaction';
import { DomainError, type ErrorCode } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { readBody } from '@/platform/http/request-input';
import { Text } from '@/platform/input/fields';
import { signInFailures } from '@/platform/metrics/instruments';
import { askLibrary } from './auth';
import { accountHash, readDevice, rememberAccount } from './device-cookie';
import { parseInput } from './route';
import { readSessionTokens } from './session-cookie';
import { attemptOf, withinLimits } from './sign-in-limits';
import { session } from './tables';

/** Other members of a body are dropped: scripts send the auth library's own options (`rememberMe`, `callbackURL`). */
const SignInBody = z.object({
  email: Text.trim().toLowerCase().max(320).pipe(z.email()),
  password: Text.min(1).max(1024),
});

/**
 * Maps a refusal of the auth library by its status: a password that is too long, or a wrong pair of e-mail and
 * password.
 */
const REFUSALS: Readonly<Record<number, ErrorCode>> = { 400: 'VALIDATION', 401: 'INVALID_CREDENTIALS' };

/** What a step of a sign-in has come to. */
export interface SignedIn {
  /** With the cookies of the session, or of the step that comes next. */
  readonly response: Response;
  /** The account whose session has begun; null while the account asks for a code. */
  readonly userId: string | null;
  /** The account had never signed in with this browser. */
  readonly isNewDevice: boolean;
}

/** The answer of the auth library to a sign-in, or to a code. */
const Answer = z.union([
  z.object({ twoFactorRedirect: z.literal(true) }).transform(() => null),
  z.object({ user: z.object({ id: z.string() }) }).transform(({ user }) => user.id),
]);

/**
 * Signs in through the auth library, within the limits. The previous session of the browser ends, whichever account it
 * belongs to, and the device knows the account once it has signed in. Throws RATE_LIMITED, OVERLOADED, VALIDATION and
 * INVALID_CREDENTIALS, the same whether or not the account exists.
 */
export async function signIn(request: ApiRequest): Promise<SignedIn> {
  return signInAs(request, parseInput(SignInBody, await readBody(request)));
}

/** As `signIn`, with an e-mail in lower case and a password that the caller has read. */
export async function signInAs(
  request: ApiRequest,
  { email, password }: z.output<typeof SignInBody>,
): Promise<SignedIn> {
  const { response } = await withinLimits(attemptOf(request, email), async () => {
    const answer = await askLibrary(request, 'sign-in/email', { email, password });
    return { response: answer, wrong: answer.status === 401 };
  });
  if (response.status === 401) signInFailures.inc();
  if (!response.ok) throw new DomainError(REFUSALS[response.status] ?? 'INTERNAL');
  return finishStep(request, response, email);
}

/** Ends the session that the browser had. The device knows the account from the step on that opens its session. */
export async function finishStep(request: ApiRequest, response: Response, email: string): Promise<SignedIn> {
  const cookies = request.headers.get('cookie');
  const before = readSessionTokens(cookies);
  if (before.length > 0) await db().delete(session).where(inArray(session.token, before));
  const userId = Answer.parse(await response.clone().json());
  const device = readDevice(cookies);
  const account = accountHash(email);
  if (userId !== null) response.headers.append('set-cookie', rememberAccount(device, account));
  return { response, userId, isNewDevice: !device?.accounts.includes(account) };
}
