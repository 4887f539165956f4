'use client';
import { lateComponent } from '@/ui/later';
import type { OtherDaysProps } from './other-days-part';

/** What the search finds on other days; it is loaded when something is typed. */
export const OtherDaysFound = lateComponent<OtherDaysProps>(
  () => import('./other-days-part').then(({ OtherDaysPart }) => OtherDaysPart),
  () => null,
  ({ found }) => found.state !== 'idle',
);
