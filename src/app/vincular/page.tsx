import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { findDevice } from '@/modules/access/paired-device';
import { EntryFrame } from '@/shell/entry-frame';
import { NoScript } from '@/shell/no-script';
import { pageDevice, pageIdentity, pageMessages } from '@/shell/page-locale';
import { Texts } from '@/shell/texts';
import pack from '../../../package.json' with { type: 'json' };
import { PAGE_TEXTS } from '../page-texts';
import { PairForm } from './pair-form';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await pageMessages()).people.pair.pageTitle,
    robots: { index: false, follow: false },
    // What stands after the # of the address pairs a phone: no other site learns it.
    referrer: 'no-referrer',
  };
}

/** Where a phone becomes a device of a venue, by the address of a QR code or by typed letters. Opening it changes nothing. */
export default async function PairPage() {
  const { people } = await pageMessages();
  const [identity, device] = await Promise.all([pageIdentity(), pageDevice()]);
  const isEnded = !identity && !device && (await findDevice((await headers()).get('cookie'))) !== null;
  return (
    <EntryFrame claim={people.signIn.claim} title={people.pair.title} lead={people.pair.lead} long>
      <NoScript />
      <Texts areas={PAGE_TEXTS.vincular}>
        <PairForm signedIn={identity?.name ?? null} isEnded={isEnded} version={pack.version} />
      </Texts>
    </EntryFrame>
  );
}
