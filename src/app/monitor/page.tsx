import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { forbidden, redirect } from 'next/navigation';
import { messages } from '@/i18n/messages';
import { readIdentity } from '@/server/session';
import { isOperator, watchableVenues } from '@/server/watcher';
import { MonitorApp } from './monitor-app';

export const metadata: Metadata = { title: messages.monitor.title };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The console: of one's own venue, or for an operator of any (`?local=slug`) and all. */
export default async function MonitorPage({ searchParams }: { searchParams: Search }) {
  const { local } = await searchParams;
  const user = await readIdentity((await headers()).get('cookie'));
  if (!user) redirect(`/entrar?destino=${encodeURIComponent('/monitor')}`);
  const operator = await isOperator(user.userId);
  const watchable = await watchableVenues(user, operator);
  if (!operator && watchable.length === 0) forbidden();
  const venue = watchable.find(({ slug }) => slug === local) ?? (operator ? null : watchable[0]) ?? null;
  const roles = new Map(user.members.map((member) => [member.venue.id as string, member.role]));
  const role = (id: string) => roles.get(id) ?? ('OPERATOR' as const);
  const venues = watchable.map(({ id, slug, name }) => ({ slug, name, role: role(id) }));
  const all = { slug: '', name: messages.monitor.all, role: 'OPERATOR' as const };
  return (
    <MonitorApp
      key={venue?.id ?? 'all'}
      venue={venue ? { id: venue.id, timeZone: venue.timeZone } : null}
      shell={{
        userName: user.name,
        venues: operator ? [all, ...venues] : venues,
        current: venue?.slug ?? '',
        section: 'monitor',
      }}
    />
  );
}
