import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiError } from '@/platform/browser/http';
import { useErrorText } from '@/shell/use-error-text';

const REASONS: Readonly<Record<string, 'used' | 'expired' | 'revoked' | 'unknown'>> = {
  ...{
    LINK_USED: 'used',
    LINK_EXPIRED: 'expired',
    LINK_REVOKED: 'revoked',
    NOT_FOUND: 'unknown',
    VALIDATION: 'unknown',
  },
};
const MINUTE = 60;

/** Why a phone was not paired, in a sentence; null when nothing failed. */
export function usePairFailure() {
  const t = useTranslations('people.pair');
  const errorText = useErrorText();
  const [failure, setFailure] = useState<unknown>(null);
  return {
    sentence: failure === null ? null : sentenceOf(failure),
    read: setFailure,
    clear: useCallback(() => setFailure(null), []),
  };

  function sentenceOf(error: unknown): string {
    if (!(error instanceof ApiError)) return errorText(error);
    const reason = REASONS[error.code];
    if (reason) return t(`failed.${reason}`);
    // The phone was paired, and then was nobody.
    if (error.code === 'UNAUTHENTICATED') return t('cookies');
    if (error.code !== 'RATE_LIMITED') return errorText(error);
    return t('failed.limited', { minutes: Math.max(1, Math.ceil((error.retryAfter ?? MINUTE) / MINUTE)) });
  }
}
