import { Ban, CalendarClock, CalendarX2, CircleCheck, type LucideIcon, TimerOff, Users } from 'lucide-react';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { isolate } from '@/i18n/isolate';
import { type PublicPass, readPublicPass } from '@/modules/attendance/read-pass';
import { markOf } from '@/modules/attendance/read-pass-status';
import { originOf } from '@/platform/http/origin';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { LogoMark } from '@/ui/logo';
import { QrCode } from '@/ui/qr-code';
import { Arrived } from './arrived';
import { brandStyle, VenueLogo } from './brand';
import { Lateness } from './lateness';
import { LivePass, type PlanPart } from './live/live-pass';
import { OnMyWay } from './on-my-way';
import { PassActions } from './pass-actions';
import { previewOf } from './preview';
import { type PassTexts, passTexts } from './texts';
import { type UsablePass, whenOf } from './when';

interface PassPageProps {
  readonly params: Promise<{ token: string }>;
  readonly searchParams: Promise<Search>;
}

/** Read once for the page and for its preview. */
const read = cache((token: string) => readPublicPass(token));

export async function generateMetadata({ params }: PassPageProps): Promise<Metadata> {
  const pass = await read((await params).token);
  return {
    title: (await pageMessages()).pase.title,
    robots: { index: false, follow: false },
    // The address is the pass: no other site learns it.
    referrer: 'same-origin',
    ...(pass ? previewOf(pass, await passTexts(pass.locale), originOf(await headers(), '')) : {}),
    // Browsers may translate this page: its reader may speak any language.
    other: { google: '' },
  };
}

const ICONS: Record<PublicPass['valid'], LucideIcon> = {
  ok: CircleCheck,
  upcoming: CalendarClock,
  revoked: Ban,
  expired: TimerOff,
  cancelled: CalendarX2,
  completed: TimerOff,
  full: Users,
  used: CircleCheck,
};

const LOOKS: Partial<Record<PublicPass['valid'], string>> = {
  ok: 'bg-ok-soft text-ok-text',
  upcoming: 'bg-warn-soft text-warn-text',
  used: 'bg-ok-soft text-ok-text',
};

/**
 * The page that a guest shows at the door. It names the venue and the time, never a person. On a small phone too, QR and
 * code are in view before any scrolling.
 */
export default async function PassPage({ params, searchParams }: PassPageProps) {
  const { token } = await params;
  const pass = await read(token);
  if (!pass) notFound();
  const { t, formats, locale } = await passTexts(pass.locale);
  const Icon = ICONS[pass.valid];
  // On the venue's own colour every word has the one that differs enough.
  const soft = pass.accent === null ? 'text-ink-soft' : '';
  const refusal = refusalIn(await searchParams);
  const when = 'code' in pass ? whenOf(pass, formats) : null;

  return (
    <main lang={locale} translate="yes" className="grid min-h-dvh place-items-center bg-canvas px-4 py-3 sm:py-6">
      <article className="w-full max-w-96" data-testid="pass" data-state={pass.valid}>
        <div className="overflow-hidden rounded-t-[11rem] rounded-b-sheet bg-raised shadow-lift ring-1 ring-line">
          <header className="px-8 pt-10 pb-3 text-center tall:pt-14 tall:pb-5" style={brandStyle(pass)}>
            <VenueLogo path={pass.logo} />
            <h1 className="display text-balance text-xl leading-tight tall:text-2xl">{pass.venueName}</h1>
            {'code' in pass && when && (
              <>
                <p className={`mt-1 first-letter:uppercase tall:mt-3 ${soft}`}>{when.date}</p>
                <p className="mt-1 flex items-baseline justify-center gap-3">
                  <span className="figures text-3xl tall:text-figure">{when.hour}</span>
                  <span className={`font-semibold text-lg ${soft}`}>{t('guests', { count: pass.guestCount })}</span>
                </p>
                {pass.tableName !== null && (
                  <p className="mt-1 font-semibold">{t('table', { name: isolate(pass.tableName) })}</p>
                )}
              </>
            )}
          </header>
          <div className="relative flex items-center px-5" aria-hidden>
            <span className="absolute -left-3.5 size-7 rounded-full bg-canvas ring-1 ring-line ring-inset" />
            <span className="h-0 grow border-line-strong/50 border-t-2 border-dashed" />
            <span className="absolute -right-3.5 size-7 rounded-full bg-canvas ring-1 ring-line ring-inset" />
          </div>
          <div className="flex flex-col items-center gap-3 px-6 pt-4 pb-5 tall:gap-4 tall:pt-6 tall:pb-7">
            <p
              role="status"
              className={`inline-flex items-center gap-2 rounded-full px-4 py-1.5 font-semibold ${
                LOOKS[pass.valid] ?? 'bg-bad-soft text-bad-text'
              }`}
            >
              <Icon aria-hidden size={20} />
              {t(`state.${pass.valid}`)}
            </p>
            {'code' in pass && pass.person !== null && (
              <p className="figures text-lg">{t('person', { number: pass.person, count: pass.guestCount })}</p>
            )}
            {'code' in pass && <Arrived pass={pass} />}
            {'code' in pass ? (
              <>
                <QrCode className="w-[min(100%,38dvh)]" text={pass.qrCode} label={t('qr', { code: pass.code })} />
                <p className="flex flex-wrap items-baseline justify-center gap-x-3 text-center">
                  <span className="text-ink-faint text-sm">{t('code')}</span>
                  <span className="figures pl-[0.18em] text-2xl tracking-[0.18em] tall:text-3xl">{pass.code}</span>
                </p>
              </>
            ) : (
              // Only the state is shown: a person with a pass that no longer opens anything learns nothing about the
              // reservation.
              <p className="max-w-72 text-balance py-6 text-center text-ink-soft text-lg">
                {t(`explain.${pass.valid}`)}
              </p>
            )}
            <LivePass
              token={encodeURIComponent(token)}
              mark={markOf(pass)}
              isTonight={pass.valid !== 'upcoming'}
              plan={'code' in pass ? planOf(pass, { t, formats }) : []}
              texts={{ live: t('live.live'), stale: t('live.stale'), changed: t('live.changed') }}
            />
            {pass.demo && (
              <p
                data-testid="demo-mark"
                className="w-full text-balance rounded-control bg-warn-soft px-3 py-2 text-center font-semibold text-sm text-warn-text"
              >
                {t('demo')}
              </p>
            )}
          </div>
        </div>
        {'code' in pass && (
          <>
            <p className="mt-4 text-balance px-4 text-center font-semibold text-sm">
              {t(pass.valid === 'ok' ? 'hint' : 'opensThatNight')}
            </p>
            <PassActions pass={pass} />
            <OnMyWay pass={pass} refusal={refusal === 'LATENESS_CLOSED' ? null : refusal} />
            <Lateness pass={pass} refusal={refusal === 'ARRIVAL_CLOSED' ? null : refusal} />
            <p className="mt-4 text-balance px-4 text-center text-ink-soft text-sm">
              {t(pass.person === null ? 'share' : 'shareOne')}
            </p>
            {pass.mayCancel && (
              <p className="mt-2 text-center">
                <a
                  href={`/pase/${pass.qrCode}/cancelar`}
                  className="inline-flex min-h-11 items-center text-ink-soft text-sm underline decoration-line-strong underline-offset-4 hover:decoration-accent"
                >
                  {t('cancel.link')}
                </a>
              </p>
            )}
          </>
        )}
        <p className="mt-6 flex items-center justify-center gap-2 text-ink-faint text-xs">
          <LogoMark size={18} />
          {t('by')}
        </p>
      </article>
    </main>
  );
}

/** What the venue may change of the plan, in words. */
function planOf(pass: UsablePass, { t, formats }: Pick<PassTexts, 't' | 'formats'>): PlanPart[] {
  const { reservedAt, tableName, guestCount } = pass;
  return [
    { value: reservedAt, text: t('live.time', { ...whenOf(pass, formats) }) },
    {
      value: tableName ?? '',
      text: tableName === null ? t('live.noTable') : t('live.table', { name: isolate(tableName) }),
    },
    { value: String(guestCount), text: t('live.guests', { count: guestCount }) },
  ];
}

/** Why the form of the page was refused, which its answer names in the address. */
function refusalIn({ aviso }: Search) {
  return aviso === 'LATENESS_CLOSED' || aviso === 'ARRIVAL_CLOSED' || aviso === 'RATE_LIMITED' ? aviso : null;
}
