import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../../page-texts';
import { RolesApp } from './roles-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).roles.title };
}

/** The roles of one venue, for whoever may manage its team. */
export default async function RolesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('miembros', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'members.manage')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS['miembros/roles']}>
      <RolesApp
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
