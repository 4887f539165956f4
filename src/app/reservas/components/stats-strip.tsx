'use client';
import clsx from 'clsx';
import { memo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { DayStats } from '@/modules/reservations/answers';
import { Skeleton } from '@/ui/skeleton';

interface StatsStripProps {
  stats: DayStats | null;
  /** How many people the venue holds in a night; null where nobody has said it. */
  capacity: number | null;
  /** The night is over: nobody is expected any more. */
  isOver: boolean;
}

/** The figures of the night: who has arrived, compared with the plan. */
export const StatsStrip = memo(function StatsStrip({ stats, capacity, isOver }: StatsStripProps) {
  const t = useTranslations('reservas.stats');
  const format = useFormatter();
  if (!stats) return <Skeleton className="h-9 w-full rounded-card sm:h-32 lg:h-28" />;
  const { guestsArrived, guestsPlanned, guestsExpected, excess, partiesArrived, reservations } = stats;
  const isTooMany = capacity !== null && guestsPlanned > capacity;
  const share = guestsPlanned > 0 ? Math.min(1, guestsArrived / guestsPlanned) : 0;
  return (
    <section
      aria-label={t('label')}
      className="items-center gap-x-10 gap-y-5 max-sm:flex max-sm:flex-wrap max-sm:gap-x-3 max-sm:gap-y-1 sm:grid sm:rounded-card sm:bg-surface sm:p-5 sm:px-6 sm:ring-1 sm:ring-line lg:grid-cols-[minmax(0,1fr)_auto]"
    >
      <div className="flex items-center gap-2 max-sm:min-w-28 max-sm:grow max-sm:basis-0 sm:gap-6">
        <p className="shrink-0">
          <span className="figures text-2xl sm:text-figure" data-testid="stat-inside">
            {format.number(guestsArrived)}
          </span>
          <span className="sr-only">
            {t(isOver ? 'cameOf' : 'insideOf', { planned: guestsPlanned })}
            {isTooMany && ` ${t('tooMany', { capacity })}`}
          </span>
        </p>
        <div className="min-w-0 grow" aria-hidden>
          <p className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="font-semibold text-sm max-sm:hidden">{t(isOver ? 'came' : 'inside')}</span>
            <span
              data-testid="stat-planned"
              className={clsx(
                'text-xs tabular-nums sm:text-sm',
                isTooMany ? 'font-semibold text-warn-text' : 'text-ink-soft',
              )}
            >
              {capacity === null
                ? t('planned', { count: guestsPlanned })
                : t('plannedOf', { count: guestsPlanned, capacity })}
            </span>
          </p>
          <div className="mt-1 h-2 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset sm:mt-2 sm:h-3 dark:bg-canvas">
            <div
              className="h-full w-full origin-left rounded-full bg-accent transition-transform duration-700 ease-out"
              style={{ transform: `scaleX(${share})` }}
            />
          </div>
        </div>
      </div>
      <dl className="flex gap-3 border-line sm:grid sm:grid-cols-3 sm:gap-8 lg:border-l lg:pl-10">
        <Figure label={t('parties')} value={partiesArrived} of={reservations} />
        {isOver ? (
          <Figure label={t('missing')} value={Math.max(0, guestsPlanned - guestsArrived + excess)} />
        ) : (
          <Figure label={t('due')} value={guestsExpected} />
        )}
        <Figure label={t('excess')} value={excess} warn={excess > 0} />
      </dl>
    </section>
  );
});

function Figure({ label, value, of, warn = false }: { label: string; value: number; of?: number; warn?: boolean }) {
  const format = useFormatter();
  return (
    <div className="min-w-0">
      <dt className="truncate text-ink-soft text-xs sm:text-sm">{label}</dt>
      <dd className={clsx('figures text-base leading-5 sm:mt-0.5 sm:text-2xl', warn && 'text-warn-text')}>
        <span>{format.number(value)}</span>
        {of !== undefined && <span className="text-ink-faint text-sm sm:text-lg">{` / ${format.number(of)}`}</span>}
      </dd>
    </div>
  );
}
