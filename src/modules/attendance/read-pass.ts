import { DEFAULT_LOCALE, type Locale, parseLocale } from '@/i18n/locale';
import { encodeToken } from '@/modules/passes/token';
import { mayAnnounceLateness, mayCancelAsGuest } from '@/modules/reservations/rules';
import { nightState } from '@/modules/venues/business-day';
import { logoPath } from '@/modules/venues/find-brand';
import { findPass, isUsable, type PassState } from './find-pass';

/**
 * What a pass shows to anyone who holds it: no personal data, and for a pass that no longer opens anything, only that
 * fact.
 */
export type PublicPass = {
  readonly venueName: string;
  /** The venue is a demo: the pass opens no door. */
  readonly demo: boolean;
  /** The venue's colour, `#rrggbb`, and the path of its logo. */
  readonly accent: string | null;
  readonly logo: string | null;
  /** The venue's language, for a guest who asks for none of ours. */
  readonly locale: Locale;
} & (
  | {
      readonly valid: 'ok' | 'upcoming';
      /** IANA zone. */
      readonly timeZone: string;
      /** ISO instant. */
      readonly reservedAt: string;
      readonly guestCount: number;
      readonly code: string;
      /** The venue's street address; null when it has set none. */
      readonly address: string | null;
      /** What the guest has said of their delay, in minutes. */
      readonly lateMinutes: number | null;
      /** The guest can announce a delay now. */
      readonly mayAnnounceLateness: boolean;
      /** The guest can cancel now. */
      readonly mayCancel: boolean;
      /** The QR's text. */
      readonly qrCode: string;
    }
  | { readonly valid: Exclude<PassState, 'ok' | 'upcoming'> }
);

/**
 * The guest's page, decided as the door would decide now. Null for a token that no venue of this installation signed.
 */
export async function readPublicPass(text: string, now = new Date()): Promise<PublicPass | null> {
  const found = await findPass(text, now);
  if (!found) return null;
  const { token, row, venue, valid } = found;
  const shown = {
    ...{ venueName: venue.name, demo: venue.demo, locale: parseLocale(venue.locale) ?? DEFAULT_LOCALE },
    ...{ accent: venue.accent, logo: logoPath(venue.id, venue.logoHash) },
  };
  if (!isUsable(valid)) return { valid, ...shown };
  return {
    valid,
    ...shown,
    timeZone: venue.timeZone,
    reservedAt: row.reservedAt.toISOString(),
    guestCount: row.guestCount,
    code: row.code,
    address: venue.address,
    lateMinutes: row.lateMinutes,
    mayAnnounceLateness: mayAnnounceLateness(row, now),
    mayCancel: mayCancelAsGuest(row, nightState(row.businessDay, now, venue)),
    qrCode: encodeToken(token.signed, token.signature),
  };
}
