import { Ban, CalendarClock, CalendarX2, CircleCheck, type LucideIcon, TimerOff, Users } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { createTranslator } from 'use-intl/core';
import { LOCALE, messages } from '@/i18n/messages';
import { type PublicPass, readPublicPass } from '@/modules/attendance/read-pass';
import { LogoMark } from '@/ui/logo';
import { PassQr } from './pass-qr';

export const metadata: Metadata = {
  title: messages.pase.title,
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
  // Nothing of it changes on the page, and its reader may come from anywhere.
  other: { google: '' },
};

const ICONS: Record<PublicPass['valid'], LucideIcon> = {
  ok: CircleCheck,
  upcoming: CalendarClock,
  revoked: Ban,
  expired: TimerOff,
  cancelled: CalendarX2,
  completed: TimerOff,
  full: Users,
};

const LOOKS: Partial<Record<PublicPass['valid'], string>> = {
  ok: 'bg-ok-soft text-ok-text',
  upcoming: 'bg-warn-soft text-warn-text',
};

/** What a guest shows at the door. It names the venue and the hour, never a person. */
export default async function PassPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const pass = await readPublicPass(token);
  if (!pass) notFound();
  const t = createTranslator({ locale: LOCALE, messages, namespace: 'pase' });
  const Icon = ICONS[pass.valid];

  return (
    <main translate="yes" className="grid min-h-dvh place-items-center bg-canvas px-4 py-6">
      <article className="w-full max-w-96" data-testid="pass" data-state={pass.valid}>
        <div className="overflow-hidden rounded-t-[11rem] rounded-b-sheet bg-raised shadow-lift ring-1 ring-line">
          <header className="px-8 pt-16 pb-5 text-center">
            <h1 className="display text-balance text-2xl leading-tight">{pass.venueName}</h1>
            {'code' in pass && <When pass={pass} guests={t('guests', { count: pass.guestCount })} />}
          </header>
          <div className="relative flex items-center px-5" aria-hidden>
            <span className="absolute -left-3.5 size-7 rounded-full bg-canvas ring-1 ring-line ring-inset" />
            <span className="h-0 grow border-line-strong/50 border-t-2 border-dashed" />
            <span className="absolute -right-3.5 size-7 rounded-full bg-canvas ring-1 ring-line ring-inset" />
          </div>
          <div className="flex flex-col items-center gap-4 px-6 pt-6 pb-7">
            {pass.demo && (
              <p
                data-testid="demo-mark"
                className="w-full text-balance rounded-control bg-warn-soft px-3 py-2 text-center font-semibold text-sm text-warn-text"
              >
                {t('demo')}
              </p>
            )}
            <p
              className={`inline-flex items-center gap-2 rounded-full px-4 py-1.5 font-semibold ${
                LOOKS[pass.valid] ?? 'bg-bad-soft text-bad-text'
              }`}
            >
              <Icon aria-hidden size={20} />
              {t(`state.${pass.valid}`)}
            </p>
            {'code' in pass ? (
              <>
                <PassQr text={pass.qrCode} label={t('qr', { code: pass.code })} />
                <p className="text-center">
                  <span className="block text-ink-faint text-sm">{t('code')}</span>
                  <span className="figures mt-0.5 block pl-[0.18em] text-3xl tracking-[0.18em]">{pass.code}</span>
                </p>
              </>
            ) : (
              // The state alone: whoever holds a pass that opens nothing learns nothing of the reservation.
              <p className="max-w-72 text-balance py-6 text-center text-ink-soft text-lg">
                {t(`explain.${pass.valid}`)}
              </p>
            )}
          </div>
        </div>
        {'code' in pass && (
          <div className="mt-5 flex flex-col gap-1.5 text-balance px-4 text-center text-ink-soft text-sm">
            <p className="font-semibold text-ink">{t(pass.valid === 'ok' ? 'hint' : 'opensThatNight')}</p>
            <p>{t('share')}</p>
          </div>
        )}
        <p className="mt-6 flex items-center justify-center gap-2 text-ink-faint text-xs">
          <LogoMark size={18} />
          {t('by')}
        </p>
      </article>
    </main>
  );
}

function When({ pass, guests }: { pass: Extract<PublicPass, { code: string }>; guests: string }) {
  const { timeZone, reservedAt } = pass;
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALE, { timeZone, ...options }).format(new Date(reservedAt));
  return (
    <>
      <p className="mt-3 text-ink-soft first-letter:uppercase">
        {show({ weekday: 'long', day: 'numeric', month: 'long' })}
      </p>
      <p className="mt-1 flex items-baseline justify-center gap-3">
        <span className="figures text-figure">{show({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}</span>
        <span className="font-semibold text-ink-soft text-lg">{guests}</span>
      </p>
    </>
  );
}
