import { z } from 'zod';
import { ApiError, requestJson } from '../_client/http';
import { signIn } from '../entrar/sign-in';
import type { FieldName, SetupFields } from './setup-fields';

export type SetupFailure =
  | { readonly kind: 'fields'; readonly fields: readonly FieldName[] }
  | { readonly kind: 'done' | 'offline' | 'failed' };

const SetUp = z.object({ businessId: z.string() });

/** Makes the venue and signs its owner in. Null when both worked. */
export async function sendSetup(fields: SetupFields): Promise<SetupFailure | null> {
  try {
    await requestJson('/api/setup', { answer: SetUp, method: 'POST', body: fields });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'SETUP_DONE') return { kind: 'done' };
    if (error.code === 'NETWORK') return { kind: 'offline' };
    const fields = issuePaths(error.problem.issues);
    return fields.length > 0 ? { kind: 'fields', fields } : { kind: 'failed' };
  }
  // The venue exists either way: someone whose sign-in failed can enter by hand.
  await signIn(fields.email.trim(), fields.password);
  return null;
}

function issuePaths(issues: unknown): FieldName[] {
  if (!Array.isArray(issues)) return [];
  return issues.flatMap((issue: unknown) =>
    typeof issue === 'object' && issue !== null && 'path' in issue ? [issue.path as FieldName] : [],
  );
}
