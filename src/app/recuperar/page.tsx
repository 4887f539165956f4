import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { env } from '@/platform/env';
import { EntryFrame } from '@/shell/entry-frame';
import { NoScript } from '@/shell/no-script';
import { pageMessages } from '@/shell/page-locale';
import { Texts } from '@/shell/texts';
import { PAGE_TEXTS } from '../page-texts';
import { AskForm } from './ask-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).people.ask.title };
}

/** Where a person who has forgotten their password asks for a link, on a server that sends mail. */
export default async function AskRecoveryPage() {
  if (env().SMTP_URL === undefined) notFound();
  const { people } = await pageMessages();
  return (
    <EntryFrame claim={people.signIn.claim} title={people.ask.title} lead={people.ask.lead} long>
      <NoScript />
      <Texts areas={PAGE_TEXTS.recuperar}>
        <AskForm />
      </Texts>
    </EntryFrame>
  );
}
