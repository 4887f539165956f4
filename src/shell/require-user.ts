import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { type Identity, readIdentity } from '@/modules/access/session';
import type { Section } from './types';

/** A page's query, as Next gives it. */
export type Search = Readonly<Record<string, string | string[] | undefined>>;

/** Who is here. Signed out, goes to sign in and comes back to the same address, query included. */
export async function requireUser(section: Section, search: Search): Promise<Identity> {
  const user = await readIdentity((await headers()).get('cookie'));
  return user ?? redirect(`/entrar?destino=${encodeURIComponent(addressOf(section, search))}`);
}

function addressOf(section: Section, search: Search): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  );
  return query.size > 0 ? `/${section}?${query}` : `/${section}`;
}
