import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { messages } from '@/i18n/messages';
import { isOperator, watchableVenues } from '@/modules/monitor/find-watcher';
import { requireUser, type Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { MonitorApp } from './monitor-app';

export const metadata: Metadata = { title: messages.monitor.title };

/** The console: of one's own venue, or for an operator of any (`?local=slug`) and all. */
export default async function MonitorPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const user = await requireUser('monitor', search);
  const operator = await isOperator(user.userId);
  const watchable = await watchableVenues(user, operator);
  if (!operator && watchable.length === 0) forbidden();
  const venue = watchable.find(({ slug }) => slug === search.local) ?? (operator ? null : watchable[0]) ?? null;
  const roles = new Map(user.members.map((member) => [member.venue.id as string, member.role]));
  const role = (id: string) => roles.get(id) ?? ('OPERATOR' as const);
  const venues = watchable.map(({ id, slug, name, demo }) => ({ slug, name, role: role(id), demo }));
  const demo = venues.length > 0 && venues.every((each) => each.demo);
  const all = { slug: '', name: messages.monitor.all, role: 'OPERATOR' as const, demo };
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
