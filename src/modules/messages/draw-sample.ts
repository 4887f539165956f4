import { formatText } from '@/i18n/format-text';
import { MESSAGES } from '@/i18n/messages';
import { drawGuestLetter } from './draw-guest-letter';
import type { Letter } from './draw-letter';
import { drawMemberLetter } from './draw-member-letter';
import { drawWaitLetter } from './draw-wait-letter';
import type { TemplateInput } from './schema';

/** The venue as its letters show it. */
interface LetterVenue {
  readonly name: string;
  readonly address: string | null;
  readonly timeZone: string;
}

const DAY_MS = 24 * 60 * 60_000;
const HALF_HOUR_MS = 30 * 60_000;
const GUESTS = 4;

/** The letter of a text with invented values, which say so; its link leads nowhere. It is drawn as every letter is. */
export function drawSample(
  { kind, locale, ...text }: TemplateInput,
  venue: LetterVenue,
  { origin, now }: { readonly origin: string; readonly now: Date },
): Letter {
  const { sample } = MESSAGES[locale].mail;
  if (kind === 'invitation' || kind === 'recovery') {
    const page = kind === 'invitation' ? 'invitacion' : 'recuperar';
    const role = MESSAGES[locale].people.roles.HOST;
    return drawMemberLetter(kind, locale, text, { venue: venue.name, role, url: `${origin}/${page}/${sample.code}` });
  }
  if (kind === 'waitlist-joined' || kind === 'waitlist-offer') {
    const at = new Date(Math.ceil((now.getTime() + DAY_MS) / HALF_HOUR_MS) * HALF_HOUR_MS);
    return drawWaitLetter(kind, locale, text, {
      ...{
        guest: sample.guest,
        venue: venue.name,
        address: venue.address,
        timeZone: venue.timeZone,
        guestCount: GUESTS,
      },
      ...{ at, until: new Date(now.getTime() + HALF_HOUR_MS), url: `${origin}/v/${sample.code}` },
    });
  }
  return drawGuestLetter(locale, text, {
    ...{ guest: sample.guest, venue: venue.name, address: venue.address, timeZone: venue.timeZone },
    at: new Date(Math.ceil((now.getTime() + DAY_MS) / HALF_HOUR_MS) * HALF_HOUR_MS),
    ...{ guestCount: GUESTS, code: sample.code },
    url: kind === 'cancellation' ? null : `${origin}/pase/${sample.code}`,
    manageUrl: kind === 'cancellation' ? null : `${origin}/v/${sample.code}`,
  });
}

/** The same letter as it is sent to whoever tries the text: its subject and its last line say what it is. */
export function drawTest(...given: Parameters<typeof drawSample>): Letter {
  const letter = drawSample(...given);
  const { sample } = MESSAGES[letter.locale].mail;
  return {
    ...letter,
    subject: formatText(letter.locale, sample.subject, { subject: letter.subject }),
    footer: sample.why,
  };
}
