import { formatText } from '@/i18n/format-text';
import { LANGUAGES, type Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { Letter } from './draw-letter';
import { drawTemplate } from './draw-template';
import type { TemplateText } from './template-rules';

/** What a letter to the guest of a reservation tells. */
interface GuestFacts {
  readonly guest: string;
  readonly venue: string;
  /** Null is the venue's name. */
  readonly address: string | null;
  readonly at: Date;
  /** Of the venue, whose clock the letter shows. */
  readonly timeZone: string;
  readonly guestCount: number;
  readonly code: string;
  /** The page of the pass; null for a reservation that is off. */
  readonly url: string | null;
  /** The page on which the guest manages the reservation; null where the venue booked it. */
  readonly manageUrl: string | null;
}

export function drawGuestLetter(locale: Locale, text: TemplateText, told: GuestFacts): Letter {
  const { guest, venue, at, timeZone, guestCount, code, url, manageUrl } = told;
  const texts = MESSAGES[locale].mail.letter;
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LANGUAGES[locale].formats, { timeZone, ...options }).format(at);
  const date = show({ weekday: 'long', day: 'numeric', month: 'long' });
  const hour = show({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const party = formatText(locale, texts.party, { count: guestCount });
  const address = told.address ?? venue;
  return drawTemplate(locale, text, {
    values: { guest, venue, date, hour, party, address, code },
    facts: [
      [texts.facts.when, `${date}, ${hour}`],
      [texts.facts.party, party],
      [texts.facts.place, address],
      [texts.facts.code, code],
    ],
    ...(url === null ? {} : { link: { label: texts.pass, url }, pdf: { label: texts.pdf, url: `${url}/pdf` } }),
    ...(manageUrl === null ? {} : { manage: { label: texts.manage, url: manageUrl } }),
    footer: formatText(locale, texts.why, { venue }),
  });
}
