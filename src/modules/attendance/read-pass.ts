import { DEFAULT_LOCALE, type Locale, parseLocale } from '@/i18n/locale';
import { encodeToken } from '@/modules/passes/token';
import type { ReservationRow } from '@/modules/reservations/rows';
import { isOnTheWay, mayAnnounceArrival, mayAnnounceLateness, mayCancelAsGuest } from '@/modules/reservations/rules';
import { type NightState, nightState } from '@/modules/venues/business-day';
import { logoPath } from '@/modules/venues/find-brand';
import { findPass, isOfParty, isUsable, type PassState } from './find-pass';

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
      /** Which person of the party the pass is for; null for that of the whole party. */
      readonly person: number | null;
      /** How many of the party have arrived. */
      readonly arrived: number;
      readonly tableName: string | null;
      readonly code: string;
      /** The venue's street address; null when it has set none. */
      readonly address: string | null;
      /** What the guest has said of their delay, in minutes. */
      readonly lateMinutes: number | null;
      /** The guest has said that they are on their way, and is still expected. */
      readonly onWay: boolean;
      /** The guest can say so now. */
      readonly mayAnnounceArrival: boolean;
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
    person: token.claims.person,
    arrived: row.scanCount,
    tableName: row.tableName,
    code: row.code,
    address: venue.address,
    ...(isOfParty(found) ? sayingsOf(row, nightState(row.businessDay, now, venue), now) : OF_ONE),
    qrCode: encodeToken(token.signed, token.signature),
  };
}

/** What the holder of a party's pass has said, and can say now. */
function sayingsOf(row: ReservationRow, night: NightState, now: Date) {
  return {
    lateMinutes: row.lateMinutes,
    onWay: isOnTheWay({ ...row, onWayAt: row.onWayAt?.toISOString() ?? null }),
    mayAnnounceArrival: mayAnnounceArrival(row, night),
    mayAnnounceLateness: mayAnnounceLateness(row, now),
    mayCancel: mayCancelAsGuest(row, night),
  };
}

/** One person does not speak for the party. */
const OF_ONE = {
  ...{ lateMinutes: null, onWay: false, mayAnnounceArrival: false, mayAnnounceLateness: false, mayCancel: false },
};
