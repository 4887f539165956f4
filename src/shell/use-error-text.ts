'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { ApiError } from '@/platform/browser/http';

/** Describes a failed call in a sentence for a person, by its code. */
export function useErrorText(): (error: unknown) => string {
  const errors = useTranslations('errors');
  const common = useTranslations('common');
  return useMemo(
    () => (error) => {
      if (!(error instanceof ApiError) || error.code === 'UNKNOWN') return common('unexpected');
      return error.code === 'NETWORK' ? common('network') : errors(error.code);
    },
    [errors, common],
  );
}
