import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { readView } from '@/modules/evidence/client/address';
import { businessDayOf } from '@/modules/venues/business-day';
import { env } from '@/platform/env';
import { Day } from '@/platform/input/fields';
import { openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { EvidenceApp } from './evidence-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).evidence.title };
}

/** What the figures of a night are made of, for whoever may read the venue's audit. */
export default async function EvidencePage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const { user, member, venues } = await openVenue('evidencia', search);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'audit.read')) forbidden();
  const rules = { timeZone: venue.timeZone, cutoffHour: venue.cutoffHour };
  const today = businessDayOf(new Date(), rules);
  const given = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return (
    <Screen areas={PAGE_TEXTS.evidencia}>
      <EvidenceApp
        key={venue.id}
        businessId={venue.id}
        userId={user.userId}
        rules={rules}
        today={today}
        initial={{
          day: Day.safeParse(search.dia).data ?? today,
          view: readView(new URLSearchParams(given).toString()),
        }}
        mayReadHistory={can(role, 'history.read') && can(role, 'reservations.read-any-day')}
        sseEnabled={env().SSE_ENABLED}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'evidencia' }}
      />
    </Screen>
  );
}
