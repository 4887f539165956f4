import type { Metadata } from 'next';
import { messages } from '@/i18n/messages';
import { env } from '@/platform/env';
import { NoVenue } from '@/shell/no-venue';
import { openVenue } from '@/shell/open-venue';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { DoorApp } from './door-app';
import './door.css';

export const metadata: Metadata = { title: messages.puerta.title };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The door of one venue: `?local=slug` chooses among several. Every role works here. */
export default async function DoorPage({ searchParams }: { searchParams: Search }) {
  const { user, member, venues } = await openVenue('puerta', await searchParams);
  if (!member)
    return (
      <Screen areas={[]}>
        <NoVenue userId={user.userId} userName={user.name} />
      </Screen>
    );
  const { id, slug, timeZone, cutoffHour } = member.venue;
  return (
    <Screen areas={PAGE_TEXTS.puerta}>
      <DoorApp
        key={id}
        businessId={id}
        timeZone={timeZone}
        cutoffHour={cutoffHour}
        sseEnabled={env().SSE_ENABLED}
        userId={user.userId}
        shell={{ userName: user.name, venues, current: slug, section: 'puerta' }}
      />
    </Screen>
  );
}
