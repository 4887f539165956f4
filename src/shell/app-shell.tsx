'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { LogoMark } from '@/ui/logo';
import { DemoNotice } from './demo-notice';
import { Frame } from './frame';
import { SectionNav } from './section-nav';
import type { ShellProps } from './types';
import { UserMenu } from './user-menu';
import { VenueSwitcher } from './venue-switcher';

interface AppShellProps extends ShellProps {
  /** At the right of the header, such as the connection indicator. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The frame of every signed-in screen of a venue: venue, sections, account. */
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
      <Frame
        header={
          <>
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
              <UserMenu name={shell.userName} role={role} roleName={venue?.roleName} venue={shell.current} />
            </div>
          </>
        }
        notice={venue?.demo && <DemoNotice role={role} />}
      >
        {children}
      </Frame>
    </div>
  );
}
