import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { DayStats } from '@/modules/reports/stats';

interface DoorHeaderProps {
  /** Which venue; a menu when the person has several. */
  venue: ReactNode;
  account: ReactNode;
  stats: DayStats | null;
  indicator: ReactNode;
}

/** Whose door this is, how many are inside, and how fresh that figure is. */
export function DoorHeader({ venue, account, stats, indicator }: DoorHeaderProps) {
  const t = useTranslations('puerta');
  const inside = stats?.guestsArrived ?? 0;
  const planned = stats?.guestsPlanned ?? 0;
  return (
    <header className="flex items-center gap-2">
      <h1 className="sr-only">{t('title')}</h1>
      <div className="flex min-w-0 grow flex-col items-start">
        {venue}
        {/* Its dot stands under the first letter of the name. */}
        <div className="-ml-2 max-w-full">{indicator}</div>
      </div>
      <p className="shrink-0 text-right" aria-live="off">
        <span className="sr-only">{stats ? t('inside.sentence', { inside, planned }) : t('inside.unknown')}</span>
        <span aria-hidden className="figures block text-[2.25rem] leading-none" data-testid="inside-count">
          {stats ? inside : '–'}
        </span>
        <span aria-hidden className="mt-1 block whitespace-nowrap text-ink-soft text-sm tabular-nums">
          {stats ? t('inside.of', { planned }) : t('inside.label')}
        </span>
      </p>
      {account}
    </header>
  );
}
