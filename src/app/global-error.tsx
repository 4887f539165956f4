'use client';
import { LOCALE, messages } from '@/i18n/messages';
import { FailedScreen } from './_shell/failed-screen';
import './globals.css';

/** In place of the whole document, when the layout itself failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang={LOCALE} translate="no">
      <body>
        <title>{messages.common.appName}</title>
        <FailedScreen error={error} />
      </body>
    </html>
  );
}
