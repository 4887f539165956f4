import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DomainError, type ErrorCode } from '@/domain/errors';
import { Text } from '@/domain/fields';
import { auth, originOf } from './auth';
import { clientAddress } from './client-address';
import { consume, sharedLimiter } from './limits';
import { signInFailures } from './metrics/instruments';
import { readBody } from './request-input';
import { parseInput } from './route';
import { shared } from './shared';

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT = 10;
const FAILURES_PER_ADDRESS = 200;

/** The auth library's own body; other members are its own affair. */
const SignInBody = z.looseObject({ email: Text.min(1).max(320), password: Text.min(1).max(1024) });

const limiters = () =>
  shared('limits.sign-in', () => ({
    account: sharedLimiter('sign-in.account', FAILURES_PER_ACCOUNT, WINDOW_SECONDS),
    address: sharedLimiter('sign-in.address', FAILURES_PER_ADDRESS, WINDOW_SECONDS),
  }));

/** What the auth library refuses, by its status: an address that is none, a wrong pair, a foreign origin. */
const REFUSALS: Readonly<Record<number, ErrorCode>> = {
  400: 'VALIDATION',
  401: 'INVALID_CREDENTIALS',
  403: 'FORBIDDEN',
};

/**
 * Signs in through the auth library. Only failures count, by account and by address; past either limit the answer is
 * RATE_LIMITED with the time to wait, the same whether the account exists or not.
 */
export async function signIn(request: Request): Promise<Response> {
  const body = parseInput(SignInBody, await readBody(request));
  const account = createHash('sha256').update(body.email.trim().toLowerCase()).digest('base64url');
  const address = clientAddress(request.headers);
  return inTurn(account, async () => {
    const { account: byAccount, address: byAddress } = limiters();
    // Counted before the attempt and given back after a success, so that attempts at once cannot slip through together.
    await consume(byAddress, address, 'sign_in_address');
    await consume(byAccount, account, 'sign_in_account');
    const response = await askLibrary(request, JSON.stringify(body));
    if (response.status === 401) signInFailures.inc();
    if (!response.ok) throw new DomainError(REFUSALS[response.status] ?? 'INTERNAL');
    await Promise.all([byAddress.reward(address), byAccount.reward(account)]);
    return response;
  });
}

/**
 * Hands a mutation to the auth library. It asks every client that sends fetch metadata for an Origin, which scripts leave
 * out; the route has refused foreign ones by then, so an absent one is our own.
 */
export function askLibrary(request: Request, body: string): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  headers.set('content-type', 'application/json');
  if (!headers.has('origin')) headers.set('origin', originOf(headers, request.url));
  return auth().handler(new Request(request.url, { method: 'POST', headers, body }));
}

const turns = () => shared('sign-in.turns', () => new Map<string, Promise<unknown>>());

/** One attempt on an account at a time: many people of one shared account signing in at once are not taken for failures. */
async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const previous = turns().get(key) ?? Promise.resolve();
  const turn = previous.then(work, work);
  turns().set(key, turn);
  try {
    return await turn;
  } finally {
    if (turns().get(key) === turn) turns().delete(key);
  }
}
