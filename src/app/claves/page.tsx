import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can, KEY_PERMISSIONS } from '@/modules/access/context';
import { env } from '@/platform/env';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { KeysApp } from './keys-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).keys.title };
}

/** The API keys of one venue, for whoever may manage them. */
export default async function KeysPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('claves', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'keys.manage')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS.claves}>
      <KeysApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        grantable={KEY_PERMISSIONS.filter((permission) => can(role, permission))}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'claves' }}
      />
    </Screen>
  );
}
