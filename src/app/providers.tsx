'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { LOCALE, messages } from '@/i18n/messages';
import { Redraw } from '@/ui/redraw';
import { ThemeProvider } from '@/ui/theme';
import type { Theme } from '@/ui/theme-cookie';
import { Toaster } from '@/ui/toaster';
import { TooltipProvider } from '@/ui/tooltip';
import { createQueryClient } from './_client/query-client';
import { saveTheme } from './_client/save-theme';

/** Every time shown names the venue's zone itself; this one only keeps server and browser alike. */
const FALLBACK_ZONE = 'UTC';

export function Providers({ theme, children }: { theme: Theme; children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  useEffect(() => {
    document.documentElement.dataset.alive = '';
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <IntlProvider locale={LOCALE} messages={messages} timeZone={FALLBACK_ZONE}>
        <ThemeProvider initial={theme} save={saveTheme}>
          <TooltipProvider delay={500}>{children}</TooltipProvider>
          <Redraw fallback={null}>
            <Toaster label={messages.common.notifications} closeLabel={messages.common.close} />
          </Redraw>
        </ThemeProvider>
      </IntlProvider>
    </QueryClientProvider>
  );
}
