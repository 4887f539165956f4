import { Building2 } from 'lucide-react';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { messages } from '@/i18n/messages';
import { membershipsOf, readSession } from '@/server/session';
import { buttonClass } from '@/ui/button-class';
import { EmptyState } from '@/ui/empty-state';
import { DoorApp } from './door-app';
import './door.css';

const texts = messages.puerta;
export const metadata: Metadata = { title: texts.title };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The door of one venue: `?local=slug` chooses among several. Every role works here. */
export default async function DoorPage({ searchParams }: { searchParams: Search }) {
  const { local } = await searchParams;
  const slug = typeof local === 'string' ? local : undefined;
  const session = await readSession(await headers());
  const here = slug ? `/puerta?local=${encodeURIComponent(slug)}` : '/puerta';
  if (!session) redirect(`/entrar?destino=${encodeURIComponent(here)}`);

  const members = await membershipsOf(session.userId);
  const chosen = members.length === 1 ? members[0] : members.find(({ venue }) => venue.slug === slug);
  if (chosen) {
    const { id, name, timeZone } = chosen.venue;
    return <DoorApp key={id} venue={{ id, slug: chosen.venue.slug, name, timeZone }} />;
  }
  const { title, body } = members.length === 0 ? texts.noVenue : texts.chooseVenue;
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<Building2 size={28} />}
        title={title}
        body={body}
        action={
          <ul className="flex flex-col gap-3">
            {members.map(({ venue }) => (
              <li key={venue.id}>
                <Link href={`/puerta?local=${venue.slug}`} className={buttonClass({ size: 'xl', block: true })}>
                  {venue.name}
                </Link>
              </li>
            ))}
          </ul>
        }
      />
    </main>
  );
}
