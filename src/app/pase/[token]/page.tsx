import { Ban, CalendarX2, CircleCheck, type LucideIcon, TimerOff } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { createTranslator } from 'use-intl/core';
import { type PublicPass, readPublicPass } from '@/domain/passes/reads';
import { LOCALE, messages } from '@/i18n/messages';
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
  revoked: Ban,
  expired: TimerOff,
  cancelled: CalendarX2,
};

/** What a guest shows at the door. It names the venue and the hour, never a person. */
export default async function PassPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const pass = await readPublicPass(token);
  if (!pass) notFound();
  const t = createTranslator({ locale: LOCALE, messages, namespace: 'pase' });
  const { venueName, demo, timeZone, reservedAt, guestCount, code, qrCode, valid } = pass;
  const at = new Date(reservedAt);
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALE, { timeZone, ...options }).format(at);
  const Icon = ICONS[valid];

  return (
    <main translate="yes" className="grid min-h-dvh place-items-center bg-canvas px-4 py-6">
      <article className="w-full max-w-96" data-testid="pass" data-state={valid}>
        <div className="overflow-hidden rounded-t-[11rem] rounded-b-sheet bg-raised shadow-lift ring-1 ring-line">
          <header className="px-8 pt-16 pb-5 text-center">
            {demo && (
              <p
                data-testid="demo-mark"
                className="mb-4 text-balance rounded-control bg-warn-soft px-3 py-2 font-semibold text-sm text-warn-text"
              >
                {t('demo')}
              </p>
            )}
            <h1 className="display text-balance text-2xl leading-tight">{venueName}</h1>
            <p className="mt-3 text-ink-soft first-letter:uppercase">
              {show({ weekday: 'long', day: 'numeric', month: 'long' })}
            </p>
            <p className="mt-1 flex items-baseline justify-center gap-3">
              <span className="figures text-figure">
                {show({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
              </span>
              <span className="font-semibold text-ink-soft text-lg">{t('guests', { count: guestCount })}</span>
            </p>
          </header>
          <div className="relative flex items-center px-5" aria-hidden>
            <span className="absolute -left-3.5 size-7 rounded-full bg-canvas ring-1 ring-line ring-inset" />
            <span className="h-0 grow border-line-strong/50 border-t-2 border-dashed" />
            <span className="absolute -right-3.5 size-7 rounded-full bg-canvas ring-1 ring-line ring-inset" />
          </div>
          <div className="flex flex-col items-center gap-4 px-6 pt-6 pb-7">
            <p
              className={`inline-flex items-center gap-2 rounded-full px-4 py-1.5 font-semibold ${
                valid === 'ok' ? 'bg-ok-soft text-ok-text' : 'bg-bad-soft text-bad-text'
              }`}
            >
              <Icon aria-hidden size={20} />
              {t(`state.${valid}`)}
            </p>
            {valid === 'ok' ? (
              <>
                <PassQr text={qrCode} label={t('qr', { code })} />
                <p className="text-center">
                  <span className="block text-ink-faint text-sm">{t('code')}</span>
                  <span className="figures mt-0.5 block pl-[0.18em] text-3xl tracking-[0.18em]">{code}</span>
                </p>
              </>
            ) : (
              // Without the code: whoever holds a pass that was taken back must not get in by it.
              <p className="max-w-72 text-balance py-6 text-center text-ink-soft text-lg">{t(`explain.${valid}`)}</p>
            )}
          </div>
        </div>
        {valid === 'ok' && (
          <div className="mt-5 flex flex-col gap-1.5 text-balance px-4 text-center text-ink-soft text-sm">
            <p className="font-semibold text-ink">{t('hint')}</p>
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
