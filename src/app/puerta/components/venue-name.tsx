import type { ComponentProps } from 'react';
import type { VenueSwitcher } from '@/shell/venue-switcher';
import { lateComponent } from '@/ui/later';

/** The venue's name, and the way to another venue, which is loaded apart. */
export const VenueName = lateComponent<ComponentProps<typeof VenueSwitcher>>(
  () => import('@/shell/venue-switcher').then(({ VenueSwitcher }) => VenueSwitcher),
  ({ props: { venues, current } }) => (
    <p className="display min-w-0 truncate px-1 text-base leading-tight">
      {venues.find(({ slug }) => slug === current)?.name}
    </p>
  ),
);
