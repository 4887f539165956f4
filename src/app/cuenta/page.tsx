import type { Metadata } from 'next';
import { pageMessages } from '@/shell/page-locale';
import { requireUser, type Search } from '@/shell/require-user';
import { Screen } from '@/shell/screen';
import { PAGE_TEXTS } from '../page-texts';
import { AccountApp } from './account-app';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).account.title };
}

/** A person's own account: name, address, password, second factor, and where it is signed in. */
export default async function AccountPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { userId, name, email, barred, members } = await requireUser('cuenta', await searchParams);
  return (
    <Screen areas={PAGE_TEXTS.cuenta}>
      <AccountApp
        userId={userId}
        name={name}
        email={email}
        barred={barred.map((venue) => venue.name)}
        hasVenue={members.length > 0}
      />
    </Screen>
  );
}
