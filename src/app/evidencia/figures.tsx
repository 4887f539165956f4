'use client';
import clsx from 'clsx';
import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type Figure, figureOf } from '@/modules/evidence/rules';
import { useEvidence, ViewLink } from './evidence-context';

/** In the order in which they are read; `entered` stands in the tables. */
const SHOWN: readonly Figure[] = [
  ...(['inside', 'admitted', 'parties', 'walkIns', 'clicker', 'exits', 'reentries'] as const),
  ...(['undone', 'refused', 'held'] as const),
];

/** The figures of a night. Each of them opens what it is made of. */
export function Figures() {
  const t = useTranslations('evidence');
  const format = useFormatter();
  const heading = useId();
  const { night, timeZone } = useEvidence();
  return (
    <section aria-labelledby={heading}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={heading} className="display text-lg">
          {t('figures')}
        </h2>
        <p className="text-ink-soft text-sm">
          {t('readAt', {
            time: format.dateTime(new Date(night.readAt), {
              timeZone,
              ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
            }),
          })}
        </p>
      </div>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
        {SHOWN.map((figure) => (
          <li key={figure} className="grid">
            <ViewLink
              view={{ figure }}
              testId={`figure-${figure}`}
              className={clsx(
                'flex min-h-20 flex-col justify-between gap-1 rounded-card bg-surface p-4 ring-1 ring-line transition-colors hover:bg-hover',
                figure === 'inside' && 'ring-2 ring-accent',
              )}
            >
              <span className="text-ink-soft text-sm">{t(`figure.${figure}`)}</span>
              <span className="figures font-semibold text-2xl tabular-nums">
                {figure === 'refused' && !night.refusalsKept ? t('unknown') : format.number(figureOf(night, figure))}
              </span>
            </ViewLink>
          </li>
        ))}
      </ul>
      {!night.refusalsKept && <p className="mt-2 text-ink-soft text-sm">{t('refusalsGone')}</p>}
    </section>
  );
}
