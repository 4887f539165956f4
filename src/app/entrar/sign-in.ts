import { announceAccount } from '@/platform/browser/account-tabs';
import { ApiError, requestJson } from '@/platform/browser/http';
import { keepsSession } from './keeps-session';

export type SignInFailure =
  | { kind: 'credentials' }
  /** The code of the second step. */
  | { kind: 'code' }
  /** The second step came too late, or after too many wrong codes. */
  | { kind: 'ended' }
  | { kind: 'limited'; seconds: number | null }
  | { kind: 'cookies' }
  | { kind: 'offline' }
  | { kind: 'server' };

/** What a step of the sign-in has come to: the session is open, a code is asked for, or a failure. */
export type Outcome = 'open' | 'needsCode' | SignInFailure;

/**
 * The user's id in the auth library's answer, null where it asks for a code. Read by hand: a schema's library would be a third of this
 * page's own script.
 */
function userIdOf(body: unknown): string | null {
  const answer = body as { user?: { id?: unknown } | null; twoFactorRedirect?: unknown } | null | undefined;
  if (answer?.twoFactorRedirect === true) return null;
  const id = answer?.user?.id;
  if (typeof id !== 'string') throw new TypeError('not an answer to a sign-in');
  return id;
}

function outcomeOf(userId: string | null): Outcome {
  if (userId === null) return 'needsCode';
  announceAccount(userId);
  return 'open';
}

/**
 * Requests a session cookie, or takes one of the steps to it, and notifies the other tabs. A cookie that arrives after the deadline
 * counts too: `onLate` is called then.
 */
async function step(
  path: string,
  body: Record<string, string>,
  onLate: (outcome: Outcome) => void = () => {},
): Promise<Outcome> {
  try {
    const userId = await requestJson(`/api/auth/${path}`, {
      answer: userIdOf,
      method: 'POST',
      body,
      account: null,
      onLate: (late) => late.then(outcomeOf).then(onLate, () => {}),
    });
    if (userId !== null && !(await keepsSession())) return { kind: 'cookies' };
    return outcomeOf(userId);
  } catch (error) {
    if (error instanceof ApiError) return failureOf(error);
    throw error;
  }
}

export function signIn(email: string, password: string, onLate?: (outcome: Outcome) => void): Promise<Outcome> {
  return step('sign-in/email', { email, password }, onLate);
}

/** The second step, by a code of the authenticator or one of the recovery codes. */
export function sendCode(code: string, isRecovery: boolean, onLate?: (outcome: Outcome) => void): Promise<Outcome> {
  return step(`two-factor/verify-${isRecovery ? 'backup-code' : 'totp'}`, { code }, onLate);
}

/**
 * Only a refusal by this server says anything about the password: a captive portal or a firewall may answer instead.
 */
function failureOf({ code, status, retryAfter }: ApiError): SignInFailure {
  switch (code) {
    case 'INVALID_CREDENTIALS':
    case 'VALIDATION':
      return { kind: 'credentials' };
    case 'SECOND_FACTOR_CODE':
      return { kind: 'code' };
    case 'SECOND_FACTOR_ENDED':
      return { kind: 'ended' };
    case 'RATE_LIMITED':
      return { kind: 'limited', seconds: retryAfter };
    case 'NETWORK':
      return { kind: 'offline' };
    default:
      return { kind: code === 'UNKNOWN' && status < 500 ? 'offline' : 'server' };
  }
}
