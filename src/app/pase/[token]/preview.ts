import type { Metadata } from 'next';
import type { PublicPass } from '@/modules/attendance/read-pass';
import type { PassTexts } from './texts';
import { whenOf } from './when';

const SIZE = { width: 1200, height: 630 };

/**
 * What a messenger shows of a link to a pass: venue, time and number of people, as the page shows them to whoever has the
 * link, and one picture for all passes, without QR and names. Of a pass that opens nothing it shows the state and the
 * venue, as the page does.
 *
 * @param origin of this server in a browser, since a preview needs a whole address of its picture
 */
export function previewOf(pass: PublicPass, { t, formats }: PassTexts, origin: string): Metadata {
  const shown =
    'code' in pass
      ? {
          title: t('preview.title', { venue: pass.venueName, ...whenOf(pass, formats) }),
          description: t('preview.body', { count: pass.guestCount }),
        }
      : {
          title: t('preview.state', { venue: pass.venueName, state: t(`state.${pass.valid}`) }),
          description: t(`explain.${pass.valid}`),
        };
  const images = [{ url: `${origin}/pass-preview.png`, ...SIZE, alt: t('preview.image') }];
  return {
    description: shown.description,
    openGraph: { type: 'website', locale: formats.replace('-', '_'), siteName: 'Aforo', ...shown, images },
    twitter: { card: 'summary_large_image', ...shown, images },
  };
}
