'use client';
import { useState } from 'react';
import { FAILED, shownLocale } from '@/i18n/failed';
import { FailedScreen } from '@/shell/failed-screen';
import './globals.css';

/** Replaces the whole document when a page or the layout failed, in the theme that the document had. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const locale = shownLocale();
  const [theme] = useState(() =>
    typeof document === 'undefined' ? undefined : document.documentElement.dataset.theme,
  );
  return (
    <html lang={locale} translate="no" data-theme={theme}>
      <body>
        <title>{FAILED[locale].title}</title>
        <FailedScreen error={error} />
      </body>
    </html>
  );
}
