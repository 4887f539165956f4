import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { messages } from '@/i18n/messages';
import { readIdentity } from '@/modules/access/session';
import { needsSetup, readDemoAccounts } from '@/modules/setup/installation';
import { Texts } from '@/shell/texts';
import { Logo } from '@/ui/logo';
import { PAGE_TEXTS } from '../page-texts';
import { DemoAccounts } from './demo-accounts';
import { Facade } from './facade';
import { safeDestination } from './safe-destination';
import { SignInForm } from './sign-in-form';

const texts = messages.people.signIn;
export const metadata: Metadata = { title: texts.title };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { destino } = await searchParams;
  if (await readIdentity((await headers()).get('cookie')))
    redirect(safeDestination(typeof destino === 'string' ? destino : undefined));
  if (await needsSetup()) redirect('/setup');
  const demo = await readDemoAccounts();
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
      <Facade claim={texts.claim} />
      <main className="flex flex-col justify-center px-6 py-10 sm:px-12 lg:px-16">
        <div className="mx-auto w-full max-w-sm lg:mx-0">
          <Logo className="mb-10 lg:mb-14" />
          <h1 className="display text-3xl">{texts.heading}</h1>
          <p className="mt-2 mb-8 text-ink-soft">{demo.length > 0 ? messages.people.demo.signIn : texts.lead}</p>
          <Texts areas={PAGE_TEXTS.entrar}>
            <SignInForm />
          </Texts>
          {demo.length > 0 && <DemoAccounts accounts={demo} />}
        </div>
      </main>
    </div>
  );
}
