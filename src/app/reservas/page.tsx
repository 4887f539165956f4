import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { can } from '@/modules/access/context';
import { needsGuide } from '@/modules/setup/read-first-steps';
import { env } from '@/platform/env';
import { NoVenue } from '@/shell/no-venue';
import { factsOf, openVenue } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { ReservasApp } from './ReservasApp';
import './print.css';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).reservas.title };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function ReservasPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const { user, member, venues, suspended } = await openVenue('reservas', search);
  if (!member)
    return (
      <Screen areas={[]}>
        <NoVenue userId={user.userId} userName={user.name} suspended={suspended} others={venues} />
      </Screen>
    );
  const { venue, role } = member;
  if (!can(role, 'reservations.read-any-day')) redirect(`/puerta?local=${encodeURIComponent(venue.slug)}`);
  const dia = typeof search.dia === 'string' && DAY.test(search.dia) && !Number.isNaN(Date.parse(search.dia));
  return (
    <Screen areas={PAGE_TEXTS.reservas}>
      <ReservasApp
        key={venue.id}
        businessId={venue.id}
        venue={factsOf(venue)}
        role={role}
        day={dia ? String(search.dia) : undefined}
        history={typeof search.historial === 'string' ? search.historial : undefined}
        guided={await needsGuide({ venue, role, userId: user.userId, now: new Date() })}
        sseEnabled={env().SSE_ENABLED}
        userId={user.userId}
        shell={{ userName: user.name, venues, current: venue.slug, section: 'reservas' }}
      />
    </Screen>
  );
}
