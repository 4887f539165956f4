'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LogoMark } from '@/ui/logo';
import { DemoNotice } from './demo-notice';
import { SectionNav } from './section-nav';
import { TranslatedNotice } from './translated-notice';
import type { ShellProps } from './types';
import { UserMenu } from './user-menu';
import { VenueSwitcher } from './venue-switcher';

interface AppShellProps extends ShellProps {
  /** At the right of the header, such as the connection indicator. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The frame of every signed-in screen: venue, sections, account. */
export function AppShell({ aside, children, ...shell }: AppShellProps) {
  const t = useTranslations('people.shell');
  const venue = shell.venues.find(({ slug }) => slug === shell.current);
  const role = venue?.role ?? 'DOOR';
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#contenido"
        className="sr-only z-60 rounded-control bg-accent px-4 py-3 font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <header className="sticky top-0 z-40 border-line border-b bg-canvas pt-[env(safe-area-inset-top)]">
        <div className="mx-auto flex h-15 max-w-[100rem] items-center gap-2 px-3 sm:gap-3 sm:px-5 lg:px-8">
          <Link
            href="/"
            aria-label={t('home')}
            className="flex size-11 shrink-0 items-center justify-center rounded-control hover:bg-hover"
          >
            <LogoMark />
          </Link>
          <VenueSwitcher venues={shell.venues} current={shell.current} section={shell.section} />
          <SectionNav section={shell.section} venue={shell.current} role={role} />
          <div className="ml-auto flex items-center gap-1.5 sm:gap-3">
            {aside}
            <UserMenu name={shell.userName} role={role} />
          </div>
        </div>
      </header>
      <main id="contenido" className="flex min-h-0 grow flex-col">
        <div className="mx-auto grid w-full max-w-[100rem] gap-3 px-4 not-empty:pt-4 empty:hidden sm:px-5 lg:px-8">
          <TranslatedNotice />
          {venue?.demo && <DemoNotice role={role} />}
        </div>
        {children}
      </main>
    </div>
  );
}
