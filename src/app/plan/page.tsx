import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { env } from '@/platform/env';
import { factsOf, openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import type { Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { PlanApp } from './plan-app';
import { viewOf } from './views';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).plan.title };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Who sits where, and when: the tables of a business day, a week or a month, for whoever reads more than the door's list. */
export default async function PlanPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const { user, member, venues } = await openVenue('plan', search);
  if (!member) redirect('/reservas');
  const { venue, role } = member;
  if (!can(role, 'reservations.read-any-day')) forbidden();
  const day = typeof search.dia === 'string' && DAY.test(search.dia) && !Number.isNaN(Date.parse(search.dia));
  return (
    <Screen areas={PAGE_TEXTS.plan}>
      <PlanApp
        key={venue.id}
        businessId={venue.id}
        venue={factsOf(venue)}
        role={role}
        day={day ? String(search.dia) : undefined}
        view={viewOf(search.vista)}
        sseEnabled={env().SSE_ENABLED}
        userId={user.userId}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'plan' }}
      />
    </Screen>
  );
}
