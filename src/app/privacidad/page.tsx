import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { PrivacyApp } from './privacy-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).privacy.title };
}

/** What a venue holds of a guest, for its owner. */
export default async function PrivacyPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const { user, member, venues } = await openVenue('privacidad', search);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'privacy.manage')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS.privacidad}>
      <PrivacyApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        timeZone={venue.timeZone}
        reservationId={typeof search.reserva === 'string' ? search.reserva : null}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'privacidad' }}
      />
    </Screen>
  );
}
