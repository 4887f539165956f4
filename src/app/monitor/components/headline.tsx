'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Overview } from '@/modules/monitor/answers';
import { useNow } from '@/ui/use-now';
import { troubledOf } from './device-look';

/** Without an answer for so long, what is shown is called old. */
const STALE_MS = 8_000;

interface HeadlineProps {
  readonly overview: Overview | undefined;
  /** Nothing could be read yet. */
  readonly failed: boolean;
  readonly updatedAt: number;
}

/** The whole screen in one sentence. */
export function Headline({ overview, failed, updatedAt }: HeadlineProps) {
  const t = useTranslations('monitor.head');
  const now = useNow(1000);
  const age = now === null ? 0 : Math.max(0, now - updatedAt);
  const stale = overview !== undefined && age > STALE_MS;
  const seconds = Math.round(age / 1000);
  return (
    <div>
      <p className={clsx('eyebrow', stale && 'text-warn-text')} role={stale ? 'status' : undefined}>
        {overview ? t(stale ? 'stale' : 'fresh', { count: stale ? seconds : Math.floor(age / 2000) * 2 }) : ' '}
      </p>
      <h1 className="display mt-1 text-balance text-xl sm:text-2xl lg:text-3xl">
        {overview ? <Sentence overview={overview} /> : t(failed ? 'failed' : 'loading')}
      </h1>
    </div>
  );
}

function Sentence({ overview: { totals } }: { overview: Overview }) {
  const t = useTranslations('monitor.head');
  const troubled = troubledOf(totals.states);
  if (troubled > 0) return t('trouble', { count: troubled });
  if (totals.streams === 0) return t('quiet');
  return totals.states['in-sync'] === totals.streams ? t('calm') : t('unchecked');
}
