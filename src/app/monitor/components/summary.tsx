'use client';
import clsx from 'clsx';
import { useFormatter, useTranslations } from 'use-intl';
import type { Overview } from '@/modules/monitor/answers';
import { troubledOf } from './device-look';

/** The number of devices by state, and how fast changes reach them. */
export function Summary({ totals, alerts }: { totals: Overview['totals']; alerts: number }) {
  const t = useTranslations('monitor.summary');
  const format = useFormatter();
  const { streams, states, people, eventsPerMinute, p50, p99 } = totals;
  const parts = [
    { key: 'inSync', count: states['in-sync'], colour: 'bg-ok' },
    { key: 'unknown', count: states.unchecked + states.silent, colour: 'bg-info' },
    { key: 'behind', count: troubledOf(states), colour: 'bg-warn' },
  ] as const;
  const whole = Math.max(
    1,
    parts.reduce((sum, { count }) => sum + count, 0),
  );
  const ms = (value: number | null) => (value === null ? t('none') : t('ms', { value }));
  return (
    <section
      aria-label={t('label')}
      className="grid items-center gap-x-10 gap-y-6 rounded-card bg-surface p-5 ring-1 ring-line sm:px-6 lg:grid-cols-[minmax(0,1fr)_auto]"
    >
      <div className="flex items-center gap-5 sm:gap-6">
        <p className="figures shrink-0 text-figure" data-testid="stat-streams">
          {format.number(streams)}
        </p>
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-semibold text-sm">{t('streams', { count: streams })}</span>
            <span className="text-ink-soft text-sm tabular-nums">{t('people', { count: people })}</span>
          </p>
          <div
            aria-hidden
            className="mt-2 flex h-3 gap-0.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset"
          >
            {parts.map(({ key, count, colour }) => (
              <div
                key={key}
                className={clsx('h-full transition-[width] duration-500', colour)}
                style={{ width: `${(count / whole) * 100}%` }}
              />
            ))}
          </div>
          <ul className="mt-2.5 flex flex-wrap gap-x-5 gap-y-1 text-ink-soft text-sm">
            {parts.map(({ key, count, colour }) => (
              <li key={key} className="flex items-center gap-2">
                <span aria-hidden className={clsx('size-2.5 rounded-full', colour)} />
                {t(key)} <span className="figures text-ink">{format.number(count)}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <dl className="grid grid-cols-2 gap-4 border-line sm:grid-cols-4 sm:gap-8 lg:border-l lg:pl-10">
        <Figure label={t('eventsPerMinute')} value={format.number(eventsPerMinute)} />
        <Figure label={t('p50')} value={ms(p50)} hint={t('p50Hint')} />
        <Figure label={t('p99')} value={ms(p99)} hint={t('p99Hint')} />
        <Figure label={t('alerts')} value={format.number(alerts)} warn={alerts > 0} />
      </dl>
    </section>
  );
}

function Figure({ label, value, hint, warn = false }: { label: string; value: string; hint?: string; warn?: boolean }) {
  return (
    <div className="min-w-0" title={hint}>
      <dt className="text-ink-soft text-sm">{label}</dt>
      <dd className={clsx('figures mt-0.5 whitespace-nowrap text-2xl', warn && 'text-warn-text')}>{value}</dd>
    </div>
  );
}
