import type { ReactNode } from 'react';
import { type Area, LOCALE, messagesOf } from '@/i18n/messages';
import { TextsProvider } from './texts-provider';

export interface TextsProps {
  /** The texts that it shows: no others are sent to the browser. */
  areas: readonly Area[];
  children: ReactNode;
}

/** Around a page that has texts and asks for no data. */
export function Texts({ areas, children }: TextsProps) {
  return (
    <TextsProvider locale={LOCALE} messages={messagesOf(areas)}>
      {children}
    </TextsProvider>
  );
}
