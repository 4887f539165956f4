import type { Metadata } from 'next';
import { forbidden, redirect } from 'next/navigation';
import { isOperator, watchableVenues } from '@/modules/monitor/find-watcher';
import { byName } from '@/shell/by-name';
import { shownRole } from '@/shell/open-venue';
import { pageMessages } from '@/shell/page-locale';
import { requireUser, type Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { MonitorApp } from './monitor-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).monitor.title };
}

const OPERATOR = { role: 'OPERATOR', roleName: null } as const;

/** The console: of the user's own venue or, for an operator, of any venue (`?local=slug`) or of all. */
export default async function MonitorPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const user = await requireUser('monitor', search);
  const operator = await isOperator(user.userId);
  const watchable = await watchableVenues(user, operator);
  if (!operator && watchable.length === 0) {
    // Its own page says so.
    if (user.suspended.length + user.barred.length > 0) redirect('/reservas');
    forbidden();
  }
  const venue = watchable.find(({ slug }) => slug === search.local) ?? (operator ? null : watchable[0]) ?? null;
  const roles = new Map(user.members.map((member) => [member.venue.id as string, shownRole(member)]));
  const roleIn = (id: string) => roles.get(id) ?? OPERATOR;
  const venues = await byName(watchable.map(({ id, slug, name, demo }) => ({ slug, name, demo, ...roleIn(id) })));
  const demo = venues.length > 0 && venues.every((each) => each.demo);
  const all = { slug: '', name: (await pageMessages()).monitor.all, demo, ...OPERATOR };
  return (
    <Screen areas={PAGE_TEXTS.monitor}>
      <MonitorApp
        key={venue?.id ?? 'all'}
        userId={user.userId}
        venue={venue ? { id: venue.id, timeZone: venue.timeZone } : null}
        shell={{
          userName: user.name,
          venues: operator ? [all, ...venues] : venues,
          current: venue?.slug ?? '',
          section: 'monitor',
        }}
      />
    </Screen>
  );
}
