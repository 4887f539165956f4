import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { LANGUAGES } from '@/i18n/locale';
import { needsSetup, readDemoAccounts } from '@/modules/setup/installation';
import { env } from '@/platform/env';
import { EntryFrame } from '@/shell/entry-frame';
import { pageIdentity, pageLocale, pageMessages } from '@/shell/page-locale';
import { DemoAccounts } from './demo-accounts';
import { safeDestination } from './safe-destination';
import { SignInForm } from './sign-in-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).people.signIn.title };
}

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { destino } = await searchParams;
  if (await pageIdentity()) redirect(safeDestination(typeof destino === 'string' ? destino : undefined));
  if (await needsSetup()) redirect('/setup');
  const demo = await readDemoAccounts();
  const { people } = await pageMessages();
  return (
    <EntryFrame
      claim={people.signIn.claim}
      title={people.signIn.heading}
      lead={demo.length > 0 ? people.demo.signIn : people.signIn.lead}
    >
      <SignInForm texts={people.signIn} formats={LANGUAGES[await pageLocale()].formats} />
      {env().SMTP_URL !== undefined && (
        <a href="/recuperar" className="mt-2 inline-flex min-h-11 items-center font-semibold text-accent-text text-sm">
          {people.signIn.forgot}
        </a>
      )}
      {demo.length > 0 && <DemoAccounts accounts={demo} />}
    </EntryFrame>
  );
}
