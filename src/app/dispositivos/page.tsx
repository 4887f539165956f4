import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { DevicesApp } from './devices-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).devices.title };
}

/** The paired phones of one venue, for whoever may manage them. */
export default async function DevicesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('dispositivos', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'devices.manage')) forbidden();
  const { timeZone, cutoffHour } = venue;
  return (
    <Screen areas={PAGE_TEXTS.dispositivos}>
      <DevicesApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        rules={{ timeZone, cutoffHour }}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'dispositivos' }}
      />
    </Screen>
  );
}
