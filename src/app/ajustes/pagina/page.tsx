import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { originOf } from '@/platform/http/origin';
import { factsOf, openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../../page-texts';
import { PageApp } from './page-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).booking.settings.title };
}

/** The page on which the guests of one venue book, for whoever may see its settings. */
export default async function BookingPagePage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('ajustes', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'settings.read')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS['ajustes/pagina']}>
      <PageApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        venue={factsOf(venue)}
        origin={originOf(await headers(), '')}
        mayEdit={can(role, 'settings.write')}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'ajustes' }}
      />
    </Screen>
  );
}
