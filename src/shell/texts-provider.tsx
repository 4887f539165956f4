'use client';
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { LOCALE } from '@/i18n/locale';
import type { Messages } from '@/i18n/messages';

/** Every time shown names the venue's zone itself; this one only keeps server and browser alike. */
const FALLBACK_ZONE = 'UTC';

interface TextsProviderProps {
  locale: typeof LOCALE;
  messages: Messages;
  children: ReactNode;
}

export function TextsProvider({ locale, messages, children }: TextsProviderProps) {
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={FALLBACK_ZONE}>
      {children}
    </IntlProvider>
  );
}
