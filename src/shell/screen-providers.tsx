'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { queryClient } from '@/platform/browser/query-client';
import { useLoadAhead } from '@/ui/later';
import { Toaster } from '@/ui/toaster';

/** The providers that the parts of a signed-in screen share, and the place of its notices. */
export function ScreenProviders({ children }: { children: ReactNode }) {
  const t = useTranslations('common');
  const [client] = useState(queryClient);
  useLoadAhead();
  return (
    <QueryClientProvider client={client}>
      {children}
      <Toaster label={t('notifications')} closeLabel={t('dismiss')} />
    </QueryClientProvider>
  );
}
