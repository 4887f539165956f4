'use client';
import clsx from 'clsx';
import { ShieldAlert } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isolate } from '@/i18n/isolate';
import { AccountGuard } from '@/shell/account-guard';
import { Frame } from '@/shell/frame';
import { UserMenu } from '@/shell/user-menu';
import { Banner } from '@/ui/banner';
import { buttonClass } from '@/ui/button-class';
import { LogoMark } from '@/ui/logo';
import { Redraw } from '@/ui/redraw';
import { EmailForm } from './email-form';
import { FactorSection } from './factor-section';
import { NameForm } from './name-form';
import { PasswordForm } from './password-form';
import { SessionSection } from './session-section';

interface AccountAppProps {
  userId: string;
  name: string;
  email: string;
  /** The names of the venues that wait for the person's second factor. */
  barred: readonly string[];
  /** The person may open a venue. */
  hasVenue: boolean;
}

/** The account belongs to the person and not to a venue, so the frame has no sections. */
export function AccountApp({ userId, name, email, barred, hasVenue }: AccountAppProps) {
  const t = useTranslations('account');
  const shell = useTranslations('people.shell');
  const [wasBarred] = useState(barred.length > 0);
  return (
    <AccountGuard userId={userId}>
      <div className="flex min-h-dvh flex-col">
        <Frame
          header={
            <>
              <Link
                href="/"
                aria-label={shell('home')}
                className="flex size-11 shrink-0 items-center justify-center rounded-control hover:bg-hover"
              >
                <LogoMark />
              </Link>
              <div className="ml-auto">
                <UserMenu name={name} />
              </div>
            </>
          }
        >
          <Redraw>
            <div className="mx-auto grid w-full max-w-2xl gap-8 clear-of-notices px-4 pt-6 sm:px-5">
              <div>
                <h1 className="display text-2xl">{t('title')}</h1>
                <p className="mt-1 break-all text-ink-soft text-sm">{`${name} · ${email}`}</p>
              </div>
              {barred.map((venue) => (
                <Banner key={venue} tone="warn" icon={<ShieldAlert size={18} />}>
                  {t('barred', { venue: isolate(venue) })}
                </Banner>
              ))}
              {wasBarred && barred.length === 0 && hasVenue && (
                <a href="/reservas" className={clsx(buttonClass({ variant: 'secondary' }), 'justify-self-start')}>
                  {t('toVenues')}
                </a>
              )}
              <FactorSection email={email} />
              <NameForm name={name} />
              <EmailForm email={email} />
              <PasswordForm email={email} />
              <SessionSection />
            </div>
          </Redraw>
        </Frame>
      </div>
    </AccountGuard>
  );
}
