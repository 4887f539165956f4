import type { ReactNode } from 'react';
import { type Area, LOCALE, messagesOf } from '@/i18n/messages';
import { ScreenProviders } from './screen-providers';
import { TextsProvider } from './texts-provider';

const FRAME: readonly Area[] = [
  'common',
  'errors',
  'people.shell',
  'people.demo',
  'people.roles',
  'people.accountGone',
];

interface ScreenProps {
  /** The texts that it shows: no others are sent to the browser. */
  areas: readonly Area[];
  children: ReactNode;
}

/** Around a page that has texts and asks for no data. */
export function Texts({ areas, children }: ScreenProps) {
  return (
    <TextsProvider locale={LOCALE} messages={messagesOf(areas)}>
      {children}
    </TextsProvider>
  );
}

/** Around a signed-in screen. */
export function Screen({ areas, children }: ScreenProps) {
  return (
    <Texts areas={[...FRAME, ...areas]}>
      <ScreenProviders>{children}</ScreenProviders>
    </Texts>
  );
}
