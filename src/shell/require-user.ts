import { redirect } from 'next/navigation';
import type { Identity } from '@/modules/access/session';
import { pageDevice, pageIdentity } from './page-locale';
import type { Section } from './types';

/** A page's query, as Next passes it. */
export type Search = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The signed-in user, or at the door the paired phone, which is sent there from every other page. Without either,
 * redirects to the sign-in, which returns to the same address, query included.
 */
export async function requireUser(section: Section, search: Search): Promise<Identity> {
  const user = await pageIdentity();
  if (user) return user;
  const device = await pageDevice();
  if (device) return section === 'puerta' ? device : redirect('/puerta');
  return redirect(`/entrar?destino=${encodeURIComponent(addressOf(section, search))}`);
}

function addressOf(section: Section, search: Search): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one])),
  );
  return query.size > 0 ? `/${section}?${query}` : `/${section}`;
}
