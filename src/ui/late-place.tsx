'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { Button } from './button';
import type { Waiting } from './later';
import { Skeleton } from './skeleton';

/** The placeholder of a control whose part of the program is loading, or could not be loaded. `className` gives its height. */
export function LatePlace({ waiting, className }: { waiting: Waiting; className: string }) {
  const t = useTranslations('common');
  if (!waiting.lost) return <Skeleton className={clsx('w-full rounded-control', className)} />;
  return (
    <Button block onClick={waiting.askAgain} className={className}>
      {t('retry')}
    </Button>
  );
}
