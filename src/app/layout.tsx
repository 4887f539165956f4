import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { LOCALE, messages } from '@/i18n/messages';
import { parseTheme, THEME_COOKIE } from '@/ui/theme-cookie';
import './globals.css';
import { LostScriptNotice, WatchScripts } from './lost-script';
import { Providers } from './providers';

export const metadata: Metadata = {
  title: { default: messages.common.appName, template: `%s · ${messages.common.appName}` },
  description: messages.common.description,
  applicationName: messages.common.appName,
  formatDetection: { telephone: false },
  // A translator takes texts away from React, and figures that change afterwards stay as they were.
  other: { google: 'notranslate' },
};

const DAY = '#f6f2f5';
const NIGHT = '#110b13';

export async function generateViewport(): Promise<Viewport> {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const bySystem = [
    { media: '(prefers-color-scheme: light)', color: DAY },
    { media: '(prefers-color-scheme: dark)', color: NIGHT },
  ];
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    themeColor: theme === 'system' ? bySystem : theme === 'dark' ? NIGHT : DAY,
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const policy = (await headers()).get('content-security-policy') ?? '';
  const { notifications, close } = messages.common;
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return (
    <html lang={LOCALE} translate="no" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <WatchScripts nonce={nonce} />
      </head>
      <body>
        <LostScriptNotice />
        <Providers theme={theme} texts={{ notifications, close }}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
