import * as z from 'zod';
import { askLibrary } from '@/modules/access/auth';
import type { Identity } from '@/modules/access/session';
import { attemptOf, withinLimits } from '@/modules/access/sign-in-limits';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import type { SecondFactorBegun } from './answers';
import type { OwnPasswordInput } from './schema';

/**
 * The library deletes the row of the account and inserts another, in two statements: of several beginnings at once, all but
 * one may fail to insert theirs. Each try lets at least one through.
 */
const MOST_TRIES = 6;

const Begun = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

/**
 * Begins to switch the second factor on: a new secret and new recovery codes, which count once a first code has confirmed
 * them. One that was begun before ends. Throws INVALID_CREDENTIALS, SECOND_FACTOR_CHANGED when it is on already,
 * RATE_LIMITED and OVERLOADED.
 */
export async function createSecondFactor(
  { email, secondFactor }: Identity,
  { password }: OwnPasswordInput,
  request: ApiRequest,
): Promise<SecondFactorBegun> {
  if (secondFactor) throw new DomainError('SECOND_FACTOR_CHANGED');
  const { status, body } = await withinLimits(attemptOf(request, email), async () => {
    let { status, body } = await askToBegin(request, password);
    for (let tries = 1; status >= 500 && tries < MOST_TRIES; tries += 1)
      ({ status, body } = await askToBegin(request, password));
    return { status, body, wrong: status === 400 && codeOf(body) === 'INVALID_PASSWORD' };
  });
  const begun = Begun.safeParse(body);
  if (begun.success) {
    const { totpURI: uri, backupCodes: codes } = begun.data;
    return { uri, secret: new URL(uri).searchParams.get('secret') ?? '', codes };
  }
  if (status === 400 && codeOf(body) === 'INVALID_PASSWORD') throw new DomainError('INVALID_CREDENTIALS');
  throw new DomainError(status === 400 ? 'SECOND_FACTOR_CHANGED' : 'INTERNAL');
}

async function askToBegin(request: ApiRequest, password: string): Promise<{ status: number; body: unknown }> {
  const answer = await askLibrary(request, 'two-factor/enable', { password });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

function codeOf(body: unknown): unknown {
  return (body as { code?: unknown } | null)?.code;
}
