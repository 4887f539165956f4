import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { TrailApp } from './trail-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).trail.title };
}

/** What was changed in one venue, for whoever may read its audit. */
export default async function TrailPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('rastro', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'audit.read')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS.rastro}>
      <TrailApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        rules={{ timeZone: venue.timeZone, cutoffHour: venue.cutoffHour }}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'rastro' }}
      />
    </Screen>
  );
}
