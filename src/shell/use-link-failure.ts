import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod/mini';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from './use-error-text';

const Issues = z.array(z.object({ path: z.string(), code: z.string() }));

/**
 * What a refused link, or a refused password, says to the person. `sentences` replace those of some codes.
 */
export function useLinkFailure(sentences: Partial<Record<string, string>> = {}) {
  const t = useTranslations('puerta.setup.errors');
  const errorText = useErrorText();
  const [failure, setFailure] = useState<unknown>(null);
  const issues = failure instanceof ApiError ? (Issues.safeParse(failure.problem.issues).data ?? []) : [];
  const ofPassword = issues.find(({ path }) => path === 'password');
  const own = failure instanceof ApiError ? sentences[failure.code] : undefined;
  return {
    /** Why it was refused; null when it was not, or not by the server. */
    code: failure instanceof ApiError ? failure.code : null,
    sentence: failure === null || ofPassword ? null : (own ?? errorText(failure)),
    passwordError: ofPassword && t(ofPassword.code === 'common_password' ? 'passwordCommon' : 'password'),
    read: setFailure,
    clear: () => setFailure(null),
  };
}
