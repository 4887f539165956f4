import { createTranslator } from 'use-intl/core';
import { LANGUAGES, type Locale } from '@/i18n/locale';
import { messagesOf } from '@/i18n/messages-of';
import { localeOr } from '@/shell/page-locale';

export type PassTexts = Awaited<ReturnType<typeof passTexts>>;

/**
 * The texts of the pass in the guest's language, else in that of the venue, and the region whose dates it uses.
 */
export async function passTexts(ofVenue: Locale) {
  const locale = await localeOr(ofVenue);
  const { formats } = LANGUAGES[locale];
  const t = createTranslator({ locale: formats, messages: messagesOf(locale, ['pase']), namespace: 'pase' });
  return { t, formats, locale };
}
