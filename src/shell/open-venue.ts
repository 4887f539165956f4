import { redirect } from 'next/navigation';
import type { Identity, Member } from '@/modules/access/session';
import { isOperator } from '@/modules/monitor/find-watcher';
import { requireUser, type Search } from './require-user';
import type { Section, ShellVenue } from './types';

export interface OpenVenue {
  readonly user: Identity;
  /** Null when the person belongs to no venue. */
  readonly member: Member | null;
  readonly venues: readonly ShellVenue[];
}

/**
 * Who is here and which venue they want (`?local=slug`, else the first). Signed out, goes to sign in and comes back; an operator
 * who works in none goes to the console.
 */
export async function openVenue(section: Section, search: Search): Promise<OpenVenue> {
  const user = await requireUser(section, search);
  const { members } = user;
  if (members.length === 0 && (await isOperator(user.userId))) redirect('/monitor');
  const wanted = members.find(({ venue }) => venue.slug === search.local);
  return {
    user,
    member: wanted ?? members[0] ?? null,
    venues: members.map(({ venue: { slug, name, demo }, role }) => ({ slug, name, role, demo })),
  };
}
