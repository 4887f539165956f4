'use client';
import common from '@/i18n/es/common.json';
import { LOCALE } from '@/i18n/locale';
import { FailedScreen } from '@/shell/failed-screen';
import './globals.css';

/** In place of the whole document, when the layout itself failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang={LOCALE} translate="no">
      <body>
        <title>{common.appName}</title>
        <FailedScreen error={error} />
      </body>
    </html>
  );
}
