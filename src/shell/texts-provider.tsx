'use client';
import type { ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import type { Formats } from '@/i18n/locale';
import type { Messages } from '@/i18n/messages';

/** Every displayed time names the venue's zone itself; this one only makes server and browser render the same. */
const FALLBACK_ZONE = 'UTC';

interface TextsProviderProps {
  /** The formats of dates and numbers in the language of the page. */
  formats: Formats;
  messages: Messages;
  children: ReactNode;
}

export function TextsProvider({ formats, messages, children }: TextsProviderProps) {
  return (
    <IntlProvider locale={formats} messages={messages} timeZone={FALLBACK_ZONE}>
      {children}
    </IntlProvider>
  );
}
