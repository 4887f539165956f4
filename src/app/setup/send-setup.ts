import * as z from 'zod/mini';
import { ApiError, requestJson } from '@/platform/browser/http';
import { signIn } from '../entrar/sign-in';
import type { FieldName, Problems, SetupFields } from './setup-fields';

export type SetupFailure =
  | { readonly kind: 'fields'; readonly problems: Problems }
  | { readonly kind: 'done' | 'limited' | 'offline' | 'failed' };

export type SetupResult = SetupFailure | { readonly kind: 'signedIn' } | { readonly kind: 'signedOut' };

const SetUp = z.object({ businessId: z.string() });
const Issues = z.array(z.object({ path: z.string(), code: z.string() }));

/**
 * Creates the venue, then signs its owner in. `signedIn` and `signedOut` say that the venue was created; after `signedOut` its
 * owner has to sign in on the sign-in page.
 */
export async function sendSetup(fields: SetupFields): Promise<SetupResult> {
  try {
    await requestJson('/api/setup', { answer: SetUp, method: 'POST', body: fields });
  } catch (error) {
    if (error instanceof ApiError) return failureOf(error);
    throw error;
  }
  const outcome = await signIn(fields.email.trim(), fields.password);
  return { kind: outcome === 'open' ? 'signedIn' : 'signedOut' };
}

function failureOf({ code, problem }: ApiError): SetupFailure {
  switch (code) {
    case 'SETUP_CODE':
      return { kind: 'fields', problems: { setupCode: 'setupCodeWrong' } };
    case 'SETUP_DONE':
      return { kind: 'done' };
    case 'RATE_LIMITED':
      return { kind: 'limited' };
    case 'NETWORK':
      return { kind: 'offline' };
    default: {
      const issues = Issues.safeParse(problem.issues).data ?? [];
      const problems = Object.fromEntries(
        issues.map(({ path, code }) => [path, code === 'common_password' ? 'passwordCommon' : (path as FieldName)]),
      );
      return issues.length > 0 ? { kind: 'fields', problems } : { kind: 'failed' };
    }
  }
}
