import * as z from 'zod/mini';
import { announceAccount } from '@/platform/browser/account-tabs';
import { ApiError, requestJson } from '@/platform/browser/http';

export type SignInFailure =
  | { kind: 'credentials' }
  | { kind: 'limited'; seconds: number | null }
  | { kind: 'offline' }
  | { kind: 'server' };

/** What the auth library answers to a sign-in. */
const SignedIn = z.object({ user: z.object({ id: z.string() }) });

/**
 * Asks for a session cookie and tells the other tabs. Null when it was given. A cookie that comes after the deadline counts too:
 * `onLate` is called then.
 */
export async function signIn(
  email: string,
  password: string,
  onLate: () => void = () => {},
): Promise<SignInFailure | null> {
  const enter = ({ user }: z.infer<typeof SignedIn>) => announceAccount(user.id);
  try {
    const answer = await requestJson('/api/auth/sign-in/email', {
      answer: SignedIn,
      method: 'POST',
      body: { email, password },
      account: null,
      onLate: (late) => late.then(enter).then(onLate, () => {}),
    });
    enter(answer);
    return null;
  } catch (error) {
    if (error instanceof ApiError) return failureOf(error);
    throw error;
  }
}

/** Only our own refusal says anything of the password: a portal or a firewall answers instead of the server. */
function failureOf({ code, status, retryAfter }: ApiError): SignInFailure {
  switch (code) {
    case 'INVALID_CREDENTIALS':
    case 'VALIDATION':
      return { kind: 'credentials' };
    case 'RATE_LIMITED':
      return { kind: 'limited', seconds: retryAfter };
    case 'NETWORK':
      return { kind: 'offline' };
    default:
      return { kind: code === 'UNKNOWN' && status < 500 ? 'offline' : 'server' };
  }
}
