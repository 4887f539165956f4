import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';

interface DoorHeaderProps {
  /** The venue; a menu when the user has several. */
  venue: ReactNode;
  account: ReactNode;
  /** Who is inside by the ledger; null before it is known. */
  inside: number | null;
  /** How many people the venue holds; null where nobody has said it. */
  capacity: number | null;
  indicator: ReactNode;
}

/** The venue of this door, how many people are inside, and how fresh that figure is. */
export function DoorHeader({ venue, account, inside, capacity, indicator }: DoorHeaderProps) {
  const t = useTranslations('puerta');
  const format = useFormatter();
  const sentence =
    inside === null
      ? t('inside.unknown')
      : capacity === null
        ? t('inside.sentence', { inside })
        : t('inside.sentenceOf', { inside, capacity });
  return (
    <header className="flex flex-wrap items-center gap-2">
      <h1 className="sr-only">{t('title')}</h1>
      <div className="flex min-w-0 grow flex-col items-start">
        {venue}
        {/* The indicator's dot is aligned with the first letter of the name. */}
        <div className="-ml-2 max-w-full">{indicator}</div>
      </div>
      <p className="shrink-0 text-right" aria-live="off">
        <span className="sr-only">{sentence}</span>
        <span aria-hidden className="figures block text-[2.25rem] leading-none" data-testid="inside-count">
          {inside === null ? '–' : format.number(inside)}
        </span>
        <span aria-hidden className="mt-1 block whitespace-nowrap text-ink-soft text-sm tabular-nums">
          {capacity === null || inside === null ? t('inside.label') : t('inside.of', { capacity })}
        </span>
      </p>
      {account}
    </header>
  );
}
