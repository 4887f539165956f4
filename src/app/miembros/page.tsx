import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { MembersApp } from './members-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).members.title };
}

/** The team of one venue, for whoever may manage it. */
export default async function MembersPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues, suspended } = await openVenue('miembros', await searchParams);
  if (!member) redirect(suspended ? `/reservas?local=${encodeURIComponent(suspended.slug)}` : '/reservas');
  const { venue, role } = member;
  if (!can(role, 'members.manage')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS.miembros}>
      <MembersApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        role={role}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'miembros' }}
      />
    </Screen>
  );
}
