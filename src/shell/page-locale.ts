import { headers } from 'next/headers';
import { cache } from 'react';
import { acceptedLocale } from '@/i18n/accepted-locale';
import { DEFAULT_LOCALE, type Locale } from '@/i18n/locale';
import { MESSAGES, type Messages } from '@/i18n/messages';
import { readDevice } from '@/modules/access/paired-device';
import { readIdentity } from '@/modules/access/session';

/**
 * The user who requests this page; null without a session. There is one query per page, however many parts of the page
 * ask for it.
 */
export const pageIdentity = cache(async () => readIdentity((await headers()).get('cookie')));

/** The paired phone that requests this page; null for a signed-in person, who comes before it. */
export const pageDevice = cache(async () =>
  (await pageIdentity()) ? null : readDevice((await headers()).get('cookie')),
);

/** The language in which this page is written: the account's own, else the one that the browser prefers. */
export const pageLocale = cache(async (): Promise<Locale> => localeOr(DEFAULT_LOCALE));

/** As `pageLocale`, for a page that knows a language for whoever asks for none of ours. */
export async function localeOr(otherwise: Locale): Promise<Locale> {
  const asked = await headers();
  // Without the database, the page reports the failure in the browser's language.
  const identity = await pageIdentity().catch(() => null);
  return identity?.locale ?? acceptedLocale(asked.get('accept-language'), otherwise);
}

export async function pageMessages(): Promise<Messages> {
  return MESSAGES[await pageLocale()];
}
