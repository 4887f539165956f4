import type { Area } from '@/i18n/messages';
import { ScreenProviders } from './screen-providers';
import { Texts, type TextsProps } from './texts';

/** Of every signed-in screen. */
export const FRAME: readonly Area[] = [
  'common',
  'errors',
  'people.shell',
  'people.demo',
  'people.roles',
  'people.accountGone',
];

/** Around a signed-in screen. */
export function Screen({ areas, children }: TextsProps) {
  return (
    <Texts areas={[...FRAME, ...areas]}>
      <ScreenProviders>{children}</ScreenProviders>
    </Texts>
  );
}
