import { CircleCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { readPublicPass } from '@/modules/attendance/read-pass';
import { type PersonalPass, readPersonalPasses } from '@/modules/attendance/read-personal-passes';
import { pageMessages } from '@/shell/page-locale';
import { buttonClass } from '@/ui/button-class';
import { QrCode } from '@/ui/qr-code';
import { ShareButton } from '../share-button';
import { type PassTexts, passTexts } from '../texts';
import { type UsablePass, whenOf } from '../when';

interface PersonsPageProps {
  readonly params: Promise<{ token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageMessages()).pase.persons.title,
    robots: { index: false, follow: false },
    referrer: 'same-origin',
    other: { google: '' },
  };
}

/** A pass for each person of a party, for whoever holds the pass of all of them to hand out. */
export default async function PersonsPage({ params }: PersonsPageProps) {
  const { token } = await params;
  const [pass, passes] = await Promise.all([readPublicPass(token), readPersonalPasses(token)]);
  if (!pass) notFound();
  const path = `/pase/${encodeURIComponent(token)}`;
  if (!('code' in pass) || passes.length === 0) redirect(path);
  const { t, formats, locale } = await passTexts(pass.locale);
  return (
    <main lang={locale} translate="yes" className="min-h-dvh bg-canvas px-4 py-6">
      <div className="mx-auto grid w-full max-w-5xl gap-6">
        <header className="text-center">
          <h1 className="display text-balance text-2xl">{t('persons.title')}</h1>
          <p className="mt-2 text-balance first-letter:uppercase">
            {t('persons.what', { venue: pass.venueName, ...whenOf(pass, formats) })}
          </p>
          <p className="mx-auto mt-3 max-w-xl text-balance text-ink-soft text-sm">{t('persons.lead')}</p>
          {passes.length < pass.guestCount && (
            <p className="mx-auto mt-3 max-w-xl text-balance font-semibold text-sm text-warn-text">
              {t('persons.most', { count: passes.length })}
            </p>
          )}
        </header>
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-4">
          {passes.map((one) => (
            <Person key={one.person} one={one} pass={pass} t={t} />
          ))}
        </ul>
        <p className="text-center">
          <a href={path} className={buttonClass({ size: 'lg' })}>
            {t('persons.back')}
          </a>
        </p>
      </div>
    </main>
  );
}

/** One person's pass, to be shared by itself. */
function Person({ one, pass, t }: { one: PersonalPass; pass: UsablePass; t: PassTexts['t'] }) {
  const { person, qrCode, isIn } = one;
  const name = t('person', { number: person, count: pass.guestCount });
  return (
    <li data-testid="person-pass" className="grid gap-3 rounded-card bg-raised p-4 ring-1 ring-line">
      <h2 className="flex flex-wrap items-center justify-between gap-2 font-semibold text-lg">
        {name}
        {isIn && (
          <span className="inline-flex items-center gap-1.5 rounded-full bg-ok-soft px-3 py-1 text-ok-text text-sm">
            <CircleCheck aria-hidden size={16} />
            {t('persons.in')}
          </span>
        )}
      </h2>
      <QrCode className={`mx-auto w-full max-w-64 ${isIn ? 'opacity-40' : ''}`} text={qrCode} label={name} />
      <div className="grid grid-cols-2 gap-2 noscript:grid-cols-1">
        <ShareButton
          title={t('persons.shareTitle', { venue: pass.venueName, number: person, count: pass.guestCount })}
          path={`/pase/${qrCode}`}
          texts={{ share: t('actions.share'), copied: t('actions.copied'), failed: t('actions.shareFailed') }}
        />
        <a href={`/pase/${qrCode}`} className={buttonClass({})}>
          {t('persons.open')}
        </a>
      </div>
    </li>
  );
}
