import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { needsSetup } from '@/modules/setup/installation';
import { EntryFrame } from '@/shell/entry-frame';
import { NoScript } from '@/shell/no-script';
import { pageMessages } from '@/shell/page-locale';
import { Texts } from '@/shell/texts';
import { PAGE_TEXTS } from '../page-texts';
import { SetupForm } from './setup-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).puerta.setup.pageTitle, robots: { index: false } };
}

/** Creates the first owner and venue of an empty installation. */
export default async function SetupPage() {
  await connection();
  if (!(await needsSetup())) redirect('/entrar');
  const { people, puerta } = await pageMessages();
  return (
    <EntryFrame claim={people.signIn.claim} title={puerta.setup.title} lead={puerta.setup.intro} long>
      <NoScript />
      <Texts areas={PAGE_TEXTS.setup}>
        <SetupForm zones={Intl.supportedValuesOf('timeZone')} />
      </Texts>
    </EntryFrame>
  );
}
