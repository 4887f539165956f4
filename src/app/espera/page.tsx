import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { WaitlistApp } from './waitlist-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).waitlist.title };
}

/** Who waits for a table of one venue, for whoever sees its reservations. */
export default async function WaitlistPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('espera', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'reservations.read')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS.espera}>
      <WaitlistApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        rules={{ timeZone: venue.timeZone, cutoffHour: venue.cutoffHour }}
        venueName={venue.name}
        mayWrite={can(role, 'reservations.write')}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'espera' }}
      />
    </Screen>
  );
}
