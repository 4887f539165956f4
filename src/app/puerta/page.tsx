import type { Metadata } from 'next';
import { env } from '@/platform/env';
import { NoVenue } from '@/shell/no-venue';
import { factsOf, openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import { Screen } from '@/shell/screen';
import pack from '../../../package.json' with { type: 'json' };
import { PAGE_TEXTS } from '../page-texts';
import { DoorApp } from './door-app';
import './door.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).puerta.title };
}

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The door of one venue: `?local=slug` selects among several. Every role may use it, and every paired phone. */
export default async function DoorPage({ searchParams }: { searchParams: Search }) {
  const { user, member, venues, suspended } = await openVenue('puerta', await searchParams);
  if (!member)
    return (
      <Screen areas={[]}>
        <NoVenue userId={user.userId} userName={user.name} suspended={suspended} others={venues} />
      </Screen>
    );
  const { id, slug } = member.venue;
  const device = user.device
    ? { id: user.device.id, name: user.name, profile: user.device.profile, gateIds: user.device.gateIds }
    : null;
  return (
    <Screen areas={PAGE_TEXTS.puerta}>
      <DoorApp
        key={id}
        businessId={id}
        venue={factsOf(member.venue)}
        sseEnabled={env().SSE_ENABLED}
        userId={user.userId}
        device={device}
        version={pack.version}
        shell={{ userName: user.name, venues, current: slug, section: 'puerta' }}
      />
    </Screen>
  );
}
