'use client';
import { lateComponent } from '@/ui/later';
import { Skeleton } from '@/ui/skeleton';

/** The guide of a new venue, loaded only where it is shown. */
export const FirstSteps = lateComponent<object>(
  () => import('./first-steps-part').then(({ FirstStepsPart }) => FirstStepsPart),
  () => <Skeleton className="mb-5 h-64 w-full rounded-card" />,
);
