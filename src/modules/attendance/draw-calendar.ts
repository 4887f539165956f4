import { DEFAULT_LOCALE, type Locale, parseLocale } from '@/i18n/locale';
import type { File } from '@/modules/access/route';
import { encodeToken } from '@/modules/passes/token';
import { drawEvent } from '@/modules/reservations/draw-event';
import { DomainError } from '@/platform/errors';
import { findPass, isUsable } from './find-pass';

interface CalendarTexts {
  summary(facts: { venue: string }): string;
  description(facts: { count: number; code: string; url: string }): string;
}

/**
 * The calendar file of the pass that a guest holds. Throws NOT_FOUND for a pass that opens nothing.
 *
 * @param origin of this server in a browser
 * @param textsIn the texts for a guest, who may ask for another language than the venue's
 */
export async function drawCalendar(
  text: string,
  origin: string,
  textsIn: (ofVenue: Locale) => CalendarTexts,
  now: Date,
): Promise<File> {
  const found = await findPass(text, now);
  if (!found || !isUsable(found.valid)) throw new DomainError('NOT_FOUND');
  const { token, row, venue } = found;
  const texts = textsIn(parseLocale(venue.locale) ?? DEFAULT_LOCALE);
  const url = `${origin}/pase/${encodeToken(token.signed, token.signature)}`;
  const content = await drawEvent(
    {
      ...{ id: row.id, version: row.version, startsAt: row.reservedAt, url },
      summary: texts.summary({ venue: venue.name }),
      description: texts.description({ count: row.guestCount, code: row.code, url }),
      location: venue.address ?? venue.name,
    },
    now,
  );
  return {
    contentType: 'text/calendar; charset=utf-8',
    fileName: `${row.code}.ics`,
    bytes: new TextEncoder().encode(content),
  };
}
