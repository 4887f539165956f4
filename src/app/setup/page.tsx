import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { connection } from 'next/server';
import { messages } from '@/i18n/messages';
import { needsSetup } from '@/modules/setup/installation';
import { Texts } from '@/shell/texts';
import { Logo } from '@/ui/logo';
import { Facade } from '../entrar/facade';
import { PAGE_TEXTS } from '../page-texts';
import { SetupForm } from './setup-form';

const texts = messages.puerta.setup;
export const metadata: Metadata = { title: texts.pageTitle, robots: { index: false } };

/** The first owner and venue of an empty installation. */
export default async function SetupPage() {
  await connection();
  if (!(await needsSetup())) redirect('/entrar');
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)]">
      <Facade claim={messages.people.signIn.claim} />
      <main className="flex flex-col justify-center px-6 py-10 sm:px-12 lg:px-16">
        <div className="mx-auto w-full max-w-lg lg:mx-0">
          <Logo className="mb-10" />
          <h1 className="display text-3xl">{texts.title}</h1>
          <p className="mt-2 mb-8 text-ink-soft">{texts.intro}</p>
          <Texts areas={PAGE_TEXTS.setup}>
            <SetupForm zones={Intl.supportedValuesOf('timeZone')} />
          </Texts>
        </div>
      </main>
    </div>
  );
}
