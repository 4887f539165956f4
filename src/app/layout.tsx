import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { pageLocale, pageMessages } from '@/shell/page-locale';
import { parseTheme, THEME_COOKIE } from '@/ui/theme-cookie';
import './globals.css';
import { LostScriptNotice, OldBrowserNotice, WatchScripts } from './lost-script';
import { Providers } from './providers';

export async function generateMetadata(): Promise<Metadata> {
  const { appName, description } = (await pageMessages()).common;
  return {
    title: { default: appName, template: `%s · ${appName}` },
    description,
    applicationName: appName,
    formatDetection: { telephone: false },
    icons: { icon: '/icon.svg', apple: '/apple-touch-icon.png' },
    // A translation tool replaces the text nodes that React updates, and figures that change afterwards would stay old.
    other: { google: 'notranslate' },
  };
}

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
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return (
    <html lang={await pageLocale()} translate="no" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <WatchScripts nonce={nonce} />
      </head>
      <body>
        <OldBrowserNotice />
        <LostScriptNotice />
        <Providers theme={theme}>{children}</Providers>
      </body>
    </html>
  );
}
