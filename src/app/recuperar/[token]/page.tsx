import { KeyRound } from 'lucide-react';
import type { Metadata } from 'next';
import { findLink } from '@/modules/members/find-link';
import { ClosedLink, EntryFrame } from '@/shell/entry-frame';
import { NoScript } from '@/shell/no-script';
import { pageMessages } from '@/shell/page-locale';
import { Texts } from '@/shell/texts';
import { PAGE_TEXTS } from '../../page-texts';
import { RecoverForm } from './recover-form';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageMessages()).people.recover.title,
    robots: { index: false, follow: false },
    // The address opens an account: no other site learns it.
    referrer: 'no-referrer',
  };
}

/** Where a person sets a new password by the link that their manager made. Opening it changes nothing. */
export default async function RecoveryPage({ params }: { params: Promise<{ token: string }> }) {
  const token = decodeURIComponent((await params).token);
  const found = await findLink('recuperar', token);
  const { people } = await pageMessages();
  if (found?.state !== 'open') {
    const { title, body } = people.join.closed[found?.state ?? 'unknown'];
    return <ClosedLink icon={<KeyRound size={28} />} title={title} body={body} />;
  }
  return (
    <EntryFrame claim={people.signIn.claim} title={people.recover.title} lead={people.recover.lead} long>
      <NoScript />
      <Texts areas={PAGE_TEXTS['recuperar/[token]']}>
        <RecoverForm token={token} email={found.email} />
      </Texts>
    </EntryFrame>
  );
}
