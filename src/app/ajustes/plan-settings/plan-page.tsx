import { forbidden, redirect } from 'next/navigation';
import type { ComponentType } from 'react';
import type { Area } from '@/i18n/messages';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { factsOf, openVenue } from '@/shell/open-venue';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import type { PlanPageProps } from './plan-screen';

interface OpenedPageProps {
  search: Search;
  /** The texts that the screen shows. */
  areas: readonly Area[];
  of: ComponentType<PlanPageProps>;
}

/** The page of a screen of one venue's plan, for whoever may change its settings. */
export async function PlanPage({ search, areas, of: App }: OpenedPageProps) {
  const { user, member, venues } = await openVenue('ajustes', search);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'settings.write')) forbidden();
  return (
    <Screen areas={areas}>
      <App
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        venue={factsOf(venue)}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'ajustes' }}
      />
    </Screen>
  );
}
