'use client';
import { memo } from 'react';
import { lateComponent } from '@/ui/later';
import { Skeleton } from '@/ui/skeleton';
import type { NightSummaryProps } from './night-summary-part';

/** What became of a night that is over; it is loaded when the first one is shown. */
export const NightSummary = memo(
  lateComponent<NightSummaryProps>(
    () => import('./night-summary-part').then(({ NightSummaryPart }) => NightSummaryPart),
    () => <Skeleton className="mb-3 h-44 w-full rounded-card" />,
  ),
);
