import { ListChecks } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { DayStats } from '@/domain/reports/stats';

interface DoorHeaderProps {
  venueName: string;
  reservationsHref: string;
  stats: DayStats | null;
  indicator: ReactNode;
}

/** Whose door this is, how many are inside, and how fresh that figure is. */
export function DoorHeader({ venueName, reservationsHref, stats, indicator }: DoorHeaderProps) {
  const t = useTranslations('puerta');
  const inside = stats?.guestsArrived ?? 0;
  const planned = stats?.guestsPlanned ?? 0;
  return (
    <header className="flex items-center gap-3">
      <div className="min-w-0 grow">
        <h1 className="display truncate text-lg">{venueName}</h1>
        <div className="mt-0.5 min-h-6 text-(--door-soft) text-sm">{indicator}</div>
      </div>
      <p className="shrink-0 text-right" aria-live="off">
        <span className="sr-only">{stats ? t('inside.sentence', { inside, planned }) : t('inside.unknown')}</span>
        <span aria-hidden className="figures block text-[2.25rem] leading-none">
          <span data-testid="inside-count">{stats ? inside : '–'}</span>
          {stats && <span className="text-(--door-soft) text-xl">{t('inside.of', { planned })}</span>}
        </span>
        <span aria-hidden className="mt-1 block text-(--door-soft) text-xs">
          {t('inside.label')}
        </span>
      </p>
      <Link
        href={reservationsHref}
        aria-label={t('toReservations')}
        className="grid size-14 shrink-0 place-items-center rounded-card bg-(--door-panel) ring-1 ring-(--door-line) ring-inset active:bg-(--door-press)"
      >
        <ListChecks aria-hidden size={26} />
      </Link>
    </header>
  );
}
