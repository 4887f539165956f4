'use client';
import clsx from 'clsx';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { DayStats } from '@/modules/reports/stats';
import { Skeleton } from '@/ui/skeleton';

/** The night in figures: who is in, against the plan. */
export const StatsStrip = memo(function StatsStrip({ stats }: { stats: DayStats | null }) {
  const t = useTranslations('reservas.stats');
  if (!stats) return <Skeleton className="h-32 w-full rounded-card lg:h-28" />;
  const { guestsArrived, guestsPlanned, guestsExpected, excess, partiesArrived, reservations } = stats;
  const share = guestsPlanned > 0 ? Math.min(1, guestsArrived / guestsPlanned) : 0;
  return (
    <section
      aria-label={t('label')}
      className="grid items-center gap-x-10 gap-y-5 rounded-card bg-surface p-5 ring-1 ring-line sm:px-6 lg:grid-cols-[minmax(0,1fr)_auto]"
    >
      <div className="flex items-center gap-5 sm:gap-6">
        <p className="shrink-0">
          <span className="figures text-figure" data-testid="stat-inside">
            {guestsArrived}
          </span>
          <span className="sr-only">{t('insideOf', { planned: guestsPlanned })}</span>
        </p>
        <div className="min-w-0 grow" aria-hidden>
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-semibold text-sm">{t('inside')}</span>
            <span className="text-ink-soft text-sm tabular-nums">{t('planned', { count: guestsPlanned })}</span>
          </p>
          <div className="mt-2 h-3 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset dark:bg-canvas">
            <div
              className="h-full w-full origin-left rounded-full bg-accent transition-transform duration-700 ease-out"
              style={{ transform: `scaleX(${share})` }}
            />
          </div>
        </div>
      </div>
      <dl className="grid grid-cols-3 gap-4 border-line sm:gap-8 lg:border-l lg:pl-10">
        <Figure label={t('parties')} value={partiesArrived} of={reservations} />
        <Figure label={t('due')} value={guestsExpected} />
        <Figure label={t('excess')} value={excess} warn={excess > 0} />
      </dl>
    </section>
  );
});

function Figure({ label, value, of, warn = false }: { label: string; value: number; of?: number; warn?: boolean }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-ink-soft text-sm">{label}</dt>
      <dd className={clsx('figures mt-0.5 text-2xl', warn && 'text-warn-text')}>
        <span>{value}</span>
        {of !== undefined && <span className="text-ink-faint text-lg">{` / ${of}`}</span>}
      </dd>
    </div>
  );
}
