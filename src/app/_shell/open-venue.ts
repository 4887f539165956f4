import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { type Member, membershipsOf, readSession, type SessionUser } from '@/server/session';
import type { Section, ShellVenue } from './types';

export interface OpenVenue {
  readonly user: SessionUser;
  /** Null when the person belongs to no venue. */
  readonly member: Member | null;
  readonly venues: readonly ShellVenue[];
}

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Who is here and which venue they want (`?local=slug`, else the first). Signed out, goes to sign in and comes back. */
export async function openVenue(section: Section, search: Search): Promise<OpenVenue> {
  const user = await readSession(await headers());
  if (!user) redirect(`/entrar?destino=${encodeURIComponent(pathOf(section, search))}`);
  const members = await membershipsOf(user.userId);
  const wanted = members.find(({ venue }) => venue.slug === search.local);
  return {
    user,
    member: wanted ?? members[0] ?? null,
    venues: members.map(({ venue, role }) => ({ slug: venue.slug, name: venue.name, role })),
  };
}

function pathOf(section: Section, search: Search): string {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const query = new URLSearchParams(entries).toString();
  return query ? `/${section}?${query}` : `/${section}`;
}
