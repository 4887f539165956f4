import { formatText } from '@/i18n/format-text';
import { LANGUAGES, type Locale } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { Letter } from './draw-letter';
import { drawTemplate } from './draw-template';
import type { TemplateText } from './template-rules';

/** What a letter to a party on the waiting list tells. */
interface WaitFacts {
  readonly guest: string;
  readonly venue: string;
  /** Null is the venue's name. */
  readonly address: string | null;
  /** The time that is offered, or any of the night for which the party waits. */
  readonly at: Date;
  /** When the offer ends. */
  readonly until: Date;
  /** Of the venue, whose clock the letter shows. */
  readonly timeZone: string;
  readonly guestCount: number;
  /** The party's page; null where the venue has none. */
  readonly url: string | null;
}

export function drawWaitLetter(
  kind: 'waitlist-joined' | 'waitlist-offer',
  locale: Locale,
  text: TemplateText,
  { guest, venue, at, until, timeZone, guestCount, url, ...told }: WaitFacts,
): Letter {
  const { facts, party: partyText, [kind]: own } = MESSAGES[locale].mail.letter;
  const show = (moment: Date, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LANGUAGES[locale].formats, { timeZone, ...options }).format(moment);
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const date = show(at, { weekday: 'long', day: 'numeric', month: 'long' });
  const hour = show(at, clock);
  const end = show(until, clock);
  const party = formatText(locale, partyText, { count: guestCount });
  const address = told.address ?? venue;
  const isOffer = kind === 'waitlist-offer';
  return drawTemplate(locale, text, {
    values: { guest, venue, date, party, address, ...(isOffer ? { hour, until: end } : {}) },
    facts: [
      [facts.when, isOffer ? `${date}, ${hour}` : date],
      ...(isOffer ? [[facts.until, end] as const] : []),
      [facts.party, party],
      [facts.place, address],
    ],
    ...(url === null ? {} : { link: { label: own.link, url } }),
    footer: formatText(locale, own.why, { venue }),
  });
}
