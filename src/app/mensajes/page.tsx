import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { MessagesApp } from './messages-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).mail.screen.title };
}

/** The e-mails of one venue, for whoever may manage them. */
export default async function MessagesPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { user, member, venues } = await openVenue('mensajes', await searchParams);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'messages.manage')) forbidden();
  return (
    <Screen areas={PAGE_TEXTS.mensajes}>
      <MessagesApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'mensajes' }}
      />
    </Screen>
  );
}
