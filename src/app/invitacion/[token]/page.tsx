import { LinkIcon } from 'lucide-react';
import type { Metadata } from 'next';
import { findLink } from '@/modules/members/find-link';
import { ClosedLink, EntryFrame } from '@/shell/entry-frame';
import { NoScript } from '@/shell/no-script';
import { pageIdentity, pageMessages } from '@/shell/page-locale';
import { Texts } from '@/shell/texts';
import { PAGE_TEXTS } from '../../page-texts';
import { AcceptForm } from './accept-form';
import { JoinButton } from './join-button';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageMessages()).people.join.pageTitle,
    robots: { index: false, follow: false },
    // The address opens the door to the venue: no other site learns it.
    referrer: 'no-referrer',
  };
}

/** Where a person accepts an invitation to a venue's team. Opening it changes nothing. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const token = decodeURIComponent((await params).token);
  const found = await findLink('invitacion', token);
  const { people } = await pageMessages();
  const texts = people.join;
  if (found?.state !== 'open') {
    const { title, body } = texts.closed[found?.state ?? 'unknown'];
    return <ClosedLink icon={<LinkIcon size={28} />} title={title} body={body} />;
  }
  const identity = await pageIdentity();
  return (
    <EntryFrame
      claim={people.signIn.claim}
      title={texts.title.replace('{venue}', found.venue)}
      lead={texts.lead.replace('{role}', found.customRole?.name ?? people.roles[found.role])}
      long
    >
      <NoScript />
      <Texts areas={PAGE_TEXTS['invitacion/[token]']}>
        {identity ? (
          <JoinButton token={token} name={identity.name} email={identity.email} />
        ) : (
          <AcceptForm token={token} email={found.email} />
        )}
      </Texts>
    </EntryFrame>
  );
}
