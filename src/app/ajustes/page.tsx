import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { factsOf, openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { SettingsApp } from './settings-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).settings.title };
}

/** The settings of one venue, for whoever may see them. */
export default async function SettingsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues, suspended } = await openVenue('ajustes', await searchParams);
  if (!member) redirect(suspended ? `/reservas?local=${encodeURIComponent(suspended.slug)}` : '/reservas');
  const { venue, role } = member;
  if (!can(role, 'settings.read')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS.ajustes}>
      <SettingsApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        venue={factsOf(venue)}
        mayEdit={can(role, 'settings.write')}
        mayCreate={can(role, 'venues.create')}
        zones={Intl.supportedValuesOf('timeZone')}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'ajustes' }}
      />
    </Screen>
  );
}
