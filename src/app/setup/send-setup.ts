import * as z from 'zod/mini';
import { ApiError, requestJson } from '@/platform/browser/http';
import { signIn } from '../entrar/sign-in';
import type { FieldName, Problems, SetupFields } from './setup-fields';

export type SetupFailure =
  | { readonly kind: 'fields'; readonly problems: Problems }
  | { readonly kind: 'done' | 'limited' | 'offline' | 'failed' };

const SetUp = z.object({ businessId: z.string() });
const Issues = z.array(z.object({ path: z.string(), code: z.string() }));

/** Makes the venue and signs its owner in. Null when both worked. */
export async function sendSetup(fields: SetupFields): Promise<SetupFailure | null> {
  try {
    await requestJson('/api/setup', { answer: SetUp, method: 'POST', body: fields });
  } catch (error) {
    if (error instanceof ApiError) return failureOf(error);
    throw error;
  }
  // The venue exists either way: someone whose sign-in failed can enter by hand.
  await signIn(fields.email.trim(), fields.password);
  return null;
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
