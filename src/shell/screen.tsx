import type { Area } from '@/i18n/messages';
import { NoScript } from './no-script';
import { NoticeChoiceProvider } from './notice-choice';
import { pageIdentity } from './page-locale';
import { ScreenProviders } from './screen-providers';
import { Texts, type TextsProps } from './texts';

/** The texts of every signed-in screen. */
export const FRAME: readonly Area[] = [
  'common',
  'errors',
  'failed',
  'people.shell',
  'people.demo',
  'people.roles',
  'people.accountGone',
];

/** Wraps a signed-in screen. */
export async function Screen({ areas, children }: TextsProps) {
  const identity = await pageIdentity();
  return (
    <Texts areas={[...FRAME, ...areas]}>
      <NoScript />
      <NoticeChoiceProvider initial={identity?.notices ?? 'all'}>
        <ScreenProviders>{children}</ScreenProviders>
      </NoticeChoiceProvider>
    </Texts>
  );
}
