import { and, eq, gt, sql } from 'drizzle-orm';
import * as z from 'zod';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import { readBody } from '@/platform/http/request-input';
import { Text } from '@/platform/input/fields';
import { signInFailures } from '@/platform/metrics/instruments';
import { askLibrary } from './auth';
import { plainCode } from './recovery-codes';
import { parseInput } from './route';
import { takeCode } from './second-factor';
import { readChallenge } from './session-cookie';
import { finishStep, type SignedIn } from './sign-in';
import { attemptOf, withinLimits } from './sign-in-limits';
import { twoFactor, user, verification } from './tables';

/** A code of the authenticator, or one of the recovery codes. */
export type CodeKind = 'totp' | 'backup-code';

const CodeBody = z.object({ code: Text.trim().min(1).max(40) });

/** The wait for an account that the library has locked because of wrong codes, when its end is not known. */
const LOCKED_MS = 15 * 60_000;

/**
 * The second step of a sign-in: the code opens the session. A wrong code counts as a wrong password does, and the auth library
 * ends the sign-in after five of them and refuses codes of an account for a quarter of an hour after ten in a row. Throws
 * SECOND_FACTOR_CODE for a code that is wrong or was used, SECOND_FACTOR_ENDED when the sign-in must begin again,
 * RATE_LIMITED and OVERLOADED.
 */
export async function signInWithCode(request: ApiRequest, kind: CodeKind): Promise<SignedIn> {
  const { code: typed } = parseInput(CodeBody, await readBody(request));
  const challenge = readChallenge(request.headers.get('cookie'));
  const waiting = challenge && (await findWaiting(challenge.id));
  if (!challenge || !waiting) throw new DomainError('SECOND_FACTOR_ENDED');
  const { email, factor } = waiting;
  const code = kind === 'totp' ? typed.replace(/\s/g, '') : plainCode(typed);
  const { response } = await withinLimits(attemptOf(request, email), async () => {
    // The library does not know which codes were used, so it is not asked about those.
    if (kind === 'totp' && (await takeCode(db(), factor, code)) === 'used') return { response: null, wrong: true };
    const answer = await askLibrary(request, `two-factor/verify-${kind}`, { code }, challenge.cookie);
    return { response: answer, wrong: answer.status === 401 && (await isWrongCode(answer)) };
  });
  if (response?.ok) return finishStep(request, response, email);
  throw await refusalOf(response, factor.lockedUntil);
}

async function findWaiting(id: string) {
  const [found] = await db()
    .select({ email: user.email, factor: twoFactor })
    .from(verification)
    .innerJoin(user, eq(user.id, verification.value))
    .innerJoin(twoFactor, and(eq(twoFactor.userId, user.id), eq(twoFactor.verified, true)))
    .where(and(eq(verification.identifier, id), gt(verification.expiresAt, sql`now()`)));
  return found ?? null;
}

const WRONG = new Set(['INVALID_CODE', 'INVALID_BACKUP_CODE']);

async function isWrongCode(answer: Response): Promise<boolean> {
  const { code } = (await answer.clone().json()) as { code?: string };
  return WRONG.has(code ?? '');
}

/** `null`: the code was right and had been used. */
async function refusalOf(answer: Response | null, lockedUntil: Date | null): Promise<DomainError> {
  if (answer === null || (answer.status === 401 && (await isWrongCode(answer)))) {
    signInFailures.inc();
    return new DomainError('SECOND_FACTOR_CODE');
  }
  if (answer.status === 429) {
    const rest = lockedUntil === null ? LOCKED_MS : lockedUntil.getTime() - Date.now();
    return new DomainError('RATE_LIMITED', { retryAfter: Math.max(rest, 1000) });
  }
  return new DomainError(answer.status < 500 ? 'SECOND_FACTOR_ENDED' : 'INTERNAL');
}
