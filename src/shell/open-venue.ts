import { redirect } from 'next/navigation';
import type { VenueFacts } from '@/modules/access/client/me-api';
import type { Identity, Member } from '@/modules/access/session';
import { isOperator } from '@/modules/monitor/find-watcher';
import type { Venue } from '@/modules/venues/venue';
import { byName } from './by-name';
import { requireUser, type Search } from './require-user';
import type { Section, ShellVenue } from './types';

/** What a screen of the venue is made by. */
export function factsOf(venue: Venue): VenueFacts {
  const { name, slug, timeZone, cutoffHour, capacity, lateToleranceMinutes } = venue;
  return { name, slug, timeZone, cutoffHour, capacity, lateToleranceMinutes };
}

export interface OpenVenue {
  readonly user: Identity;
  /** Null when the user belongs to no venue, or the selected one is suspended. */
  readonly member: Member | null;
  /** The selected venue, when an operator has suspended it. */
  readonly suspended: { readonly slug: string; readonly name: string } | null;
  readonly venues: readonly ShellVenue[];
}

/** What the frame shows of a member's role. */
export function shownRole({ role, customRole }: Pick<Member, 'role' | 'customRole'>) {
  return { role, roleName: customRole?.name ?? null };
}

/**
 * The signed-in user and the venue that they selected (`?local=slug`, else the first). Without a session, redirects to
 * the sign-in, which returns here; with a venue that demands a second factor of a member without one, to the account; an operator who is a member of no venue is redirected to the console.
 */
export async function openVenue(section: Section, search: Search): Promise<OpenVenue> {
  const user = await requireUser(section, search);
  const { members } = user;
  const isBarred =
    members.length === 0 ? user.barred.length > 0 : user.barred.some(({ slug }) => slug === search.local);
  // Its page says what the venue demands.
  if (isBarred) redirect('/cuenta');
  const stopped = user.suspended.find(({ slug }) => slug === search.local);
  const suspended = stopped ?? (members.length === 0 ? (user.suspended[0] ?? null) : null);
  if (members.length === 0 && !suspended && (await isOperator(user.userId))) redirect('/monitor');
  const wanted = members.find(({ venue }) => venue.slug === search.local);
  return {
    user,
    suspended,
    member: suspended ? null : (wanted ?? members[0] ?? null),
    venues: await byName(
      members.map(({ venue: { slug, name, demo }, ...held }) => ({ slug, name, demo, ...shownRole(held) })),
    ),
  };
}
