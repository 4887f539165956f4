'use client';
import { lateComponent } from '@/ui/later';
import { Skeleton } from '@/ui/skeleton';

/** The night replayed, which is loaded after the figures. */
export const Replay = lateComponent<object>(
  () => import('./replay-part').then(({ ReplayPart }) => ReplayPart),
  () => <Skeleton className="h-80 rounded-card" />,
);
