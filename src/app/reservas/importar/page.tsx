import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../../page-texts';
import { ImportApp } from './import-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).files.import.title };
}

/** Brings the reservations of a file into one venue, for whoever may book. */
export default async function ImportPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('reservas/importar', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'reservations.write')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS['reservas/importar']}>
      <ImportApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        timeZone={venue.timeZone}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'reservas' }}
      />
    </Screen>
  );
}
