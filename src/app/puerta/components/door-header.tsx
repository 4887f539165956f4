import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { DayStats } from '@/modules/reservations/answers';

interface DoorHeaderProps {
  /** The venue; a menu when the user has several. */
  venue: ReactNode;
  account: ReactNode;
  stats: DayStats | null;
  /** How many people the venue holds; null where nobody has said it. */
  capacity: number | null;
  indicator: ReactNode;
}

/** The venue of this door, how many people are inside, and how fresh that figure is. */
export function DoorHeader({ venue, account, stats, capacity, indicator }: DoorHeaderProps) {
  const t = useTranslations('puerta');
  const format = useFormatter();
  const inside = stats?.guestsArrived ?? 0;
  const planned = stats?.guestsPlanned ?? 0;
  const isFull = stats !== null && capacity !== null && inside >= capacity;
  return (
    <header className="flex flex-wrap items-center gap-2">
      <h1 className="sr-only">{t('title')}</h1>
      <div className="flex min-w-0 grow flex-col items-start">
        {venue}
        {/* The indicator's dot is aligned with the first letter of the name. */}
        <div className="-ml-2 max-w-full">{indicator}</div>
      </div>
      <p className="shrink-0 text-right" aria-live="off">
        <span className="sr-only">{stats ? t('inside.sentence', { inside, planned }) : t('inside.unknown')}</span>
        <span aria-hidden className="figures block text-[2.25rem] leading-none" data-testid="inside-count">
          {stats ? format.number(inside) : '–'}
        </span>
        <span
          aria-hidden={!isFull}
          className={clsx(
            'mt-1 block whitespace-nowrap text-sm tabular-nums',
            isFull ? 'font-semibold text-warn-text' : 'text-ink-soft',
          )}
        >
          {isFull ? t('inside.full', { capacity }) : stats ? t('inside.of', { planned }) : t('inside.label')}
        </span>
      </p>
      {account}
    </header>
  );
}
