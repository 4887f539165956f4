import { MailCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { findEmailChange } from '@/modules/accounts/complete-email-change';
import { ClosedLink, EntryFrame } from '@/shell/entry-frame';
import { NoScript } from '@/shell/no-script';
import { pageMessages } from '@/shell/page-locale';
import { Texts } from '@/shell/texts';
import { PAGE_TEXTS } from '../../page-texts';
import { ConfirmButton } from './confirm-button';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageMessages()).people.confirmEmail.title,
    robots: { index: false, follow: false },
    // The address changes an account: no other site learns it.
    referrer: 'no-referrer',
  };
}

/** Where a person confirms the new address of their account. Opening it changes nothing. */
export default async function ConfirmEmailPage({ params }: { params: Promise<{ token: string }> }) {
  const token = decodeURIComponent((await params).token);
  const found = await findEmailChange(token);
  const { people } = await pageMessages();
  if (found?.state !== 'open') {
    const { title, body } = people.join.closed[found?.state ?? 'unknown'];
    return <ClosedLink icon={<MailCheck size={28} />} title={title} body={body} />;
  }
  const { title, lead } = people.confirmEmail;
  return (
    <EntryFrame claim={people.signIn.claim} title={title} lead={lead.replace('{email}', found.email)}>
      <NoScript />
      <Texts areas={PAGE_TEXTS['correo/[token]']}>
        <ConfirmButton token={token} />
      </Texts>
    </EntryFrame>
  );
}
