'use client';
import clsx from 'clsx';
import { CircleCheck, type LucideIcon, TriangleAlert, Users, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { Overview } from '@/modules/monitor/answers';
import { Skeleton } from '@/ui/skeleton';
import { useNow } from '@/ui/use-now';
import { troubledOf } from './device-look';
import { GlanceAction } from './glance-action';
import { useDeviceText } from './use-device-text';

/** After this many milliseconds without an answer, the screen marks its data as old. */
const STALE_MS = 8_000;

interface GlanceProps {
  readonly overview: Overview | undefined;
  /** No answer could be read yet. */
  readonly failed: boolean;
  readonly updatedAt: number;
  /** Undefined for an operator who watches all venues. */
  readonly businessId: string | undefined;
  readonly timeZone: string | undefined;
  readonly onRetry: () => void;
  /** Shows the technical detail. */
  readonly onSee: () => void;
}

/** What an owner needs to know, in three lines: who is connected, whether everything is up to date, and what to do. */
export function Glance({ overview, failed, updatedAt, ...rest }: GlanceProps) {
  const t = useTranslations('monitor');
  const now = useNow(1000);
  const age = now === null ? 0 : Math.max(0, now - updatedAt);
  const stale = overview !== undefined && age > STALE_MS;
  const seconds = Math.round(age / 1000);
  return (
    <header>
      <h1 className="display text-xl sm:text-2xl lg:text-3xl">{t('title')}</h1>
      <p className={clsx('eyebrow mt-1', stale && 'text-warn-text')} role={stale ? 'status' : undefined}>
        {overview
          ? t(stale ? 'head.stale' : 'head.fresh', { count: stale ? seconds : Math.floor(age / 2000) * 2 })
          : t(failed ? 'head.failed' : 'head.loading')}
      </p>
      {overview ? (
        <Lines overview={overview} stale={stale} {...rest} />
      ) : (
        !failed && <Skeleton className="mt-4 h-56 rounded-card" />
      )}
    </header>
  );
}

type LinesProps = Omit<GlanceProps, 'failed' | 'updatedAt' | 'overview'> & { overview: Overview; stale: boolean };

function Lines({ overview, stale, timeZone, ...rest }: LinesProps) {
  const t = useTranslations('monitor.glance');
  const { totals, glance } = overview;
  const people = glance?.people ?? totals.people;
  const isTroubled = stale || troubledOf(totals.states) > 0;
  return (
    <dl data-testid="glance" className="mt-4 overflow-hidden rounded-card bg-surface ring-1 ring-line">
      <Line icon={Users} tone="text-info" label={t('who')}>
        <p className="font-semibold">
          {totals.streams === 0 ? t('nobody') : t('whoCount', { devices: totals.streams, people })}
        </p>
        {glance && glance.names.length > 0 && <Names {...glance} />}
      </Line>
      <Line
        icon={isTroubled ? TriangleAlert : CircleCheck}
        tone={isTroubled ? 'text-warn-text' : 'text-ok-text'}
        label={t('current')}
      >
        <p className="font-semibold">{stale ? t('unknown') : <Sentence overview={overview} />}</p>
        {!stale && glance?.worst && <Worst glance={glance} timeZone={timeZone} />}
      </Line>
      <Line icon={Wrench} tone="text-accent-text" label={t('todo')}>
        <GlanceAction overview={overview} stale={stale} {...rest} />
      </Line>
    </dl>
  );
}

interface LineProps {
  icon: LucideIcon;
  tone: string;
  label: string;
  children: ReactNode;
}

function Line({ icon: Icon, tone, label, children }: LineProps) {
  return (
    <div className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-4 border-line border-b px-4 py-4 last:border-0 sm:px-6 md:grid-cols-[1.5rem_15rem_minmax(0,1fr)]">
      <span aria-hidden className={clsx('mt-0.5', tone)}>
        <Icon size={22} />
      </span>
      <dt className="text-ink-soft text-sm leading-6">{label}</dt>
      <dd className="col-start-2 min-w-0 text-pretty md:col-start-3">{children}</dd>
    </div>
  );
}

type Glanced = NonNullable<Overview['glance']>;

function Names({ people, names }: Glanced) {
  const t = useTranslations('monitor.glance');
  const format = useFormatter();
  const { person } = useDeviceText();
  const more = people - names.length;
  return (
    <p className="text-ink-soft text-sm">
      {format.list([...names.map(person), ...(more > 0 ? [t('more', { count: more })] : [])])}
    </p>
  );
}

function Sentence({ overview: { totals } }: { overview: Overview }) {
  const t = useTranslations('monitor.head');
  const troubled = troubledOf(totals.states);
  if (troubled > 0) return t('trouble', { count: troubled });
  if (totals.streams === 0) return t('quiet');
  return totals.states['in-sync'] === totals.streams ? t('calm') : t('unchecked');
}

function Worst({ glance: { worst, worstSince }, timeZone }: { glance: Glanced; timeZone: string | undefined }) {
  const t = useTranslations('monitor.glance');
  const format = useFormatter();
  const text = useDeviceText();
  if (!worst) return null;
  const who = { name: text.person(worst.userName), device: text.device(worst.device) };
  if (worstSince === null) return <p className="text-ink-soft text-sm">{t('behind', who)}</p>;
  const time = format.dateTime(new Date(worstSince), {
    ...(timeZone ? { timeZone } : {}),
    hour: '2-digit',
    minute: '2-digit',
  });
  return <p className="text-ink-soft text-sm">{t('behindSince', { ...who, time })}</p>;
}
