import type { ReactNode } from 'react';
import { LANGUAGES } from '@/i18n/locale';
import type { Area } from '@/i18n/messages';
import { messagesOf } from '@/i18n/messages-of';
import { pageLocale } from './page-locale';
import { TextsProvider } from './texts-provider';

export interface TextsProps {
  /** The texts that the page shows: no others are sent to the browser. */
  areas: readonly Area[];
  children: ReactNode;
}

/** Wraps a page that has texts and requests no data. */
export async function Texts({ areas, children }: TextsProps) {
  const locale = await pageLocale();
  return (
    <TextsProvider formats={LANGUAGES[locale].formats} messages={messagesOf(locale, areas)}>
      {children}
    </TextsProvider>
  );
}
