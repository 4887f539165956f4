import { redirect } from 'next/navigation';
import type { Identity } from '@/modules/access/session';
import { pageIdentity } from './page-locale';
import type { Section } from './types';

/** A page's query, as Next passes it. */
export type Search = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The signed-in user. Without a session, redirects to the sign-in, which returns to the same address, query included.
 */
export async function requireUser(section: Section, search: Search): Promise<Identity> {
  const user = await pageIdentity();
  return user ?? redirect(`/entrar?destino=${encodeURIComponent(addressOf(section, search))}`);
}

function addressOf(section: Section, search: Search): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  );
  return query.size > 0 ? `/${section}?${query}` : `/${section}`;
}
