import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { factsOf, openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import pack from '../../../package.json' with { type: 'json' };
import { PAGE_TEXTS } from '../page-texts';
import { TonightApp } from './tonight-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).tonight.title };
}

/** How the current night of one venue goes, for whoever reads more than the door's list. */
export default async function TonightPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('esta-noche', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'reservations.read-any-day')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS['esta-noche']}>
      <TonightApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        venue={factsOf(venue)}
        rights={{
          seesPhones: can(role, 'devices.manage'),
          seesGates: can(role, 'attendance.count'),
          decides: can(role, 'attendance.undo-any'),
        }}
        version={pack.version}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'esta-noche' }}
      />
    </Screen>
  );
}
