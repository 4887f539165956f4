import { and, eq, isNull } from 'drizzle-orm';
import { formatText } from '@/i18n/format-text';
import { MESSAGES } from '@/i18n/messages';
import { drawGuestLetter } from '@/modules/messages/draw-guest-letter';
import { findTemplate } from '@/modules/messages/find-template';
import type { Message, MessageKind, Sender, Written } from '@/modules/messages/kind';
import { claimsOf } from '@/modules/passes/issue-pass';
import { findPassKey, signClaims } from '@/modules/passes/keys';
import { qrPass } from '@/modules/passes/tables';
import { findBrand } from '@/modules/venues/find-brand';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { drawEvent } from './draw-event';
import type { GuestMessage } from './judge-message';
import { managePath } from './manage-link';
import type { ReservationRow } from './rows';
import { isReminded } from './schedule-reminder';
import { reservation } from './tables';

/** What a venue writes to the guest of a reservation that has an e-mail. */
export const RESERVATION_MESSAGES: readonly MessageKind[] = (
  ['confirmation', 'change', 'cancellation', 'reminder'] as const
).map((kind) => ({ kind, write: (message, sender, now) => writeToGuest(kind, message, sender, now) }));

async function writeToGuest(
  kind: GuestMessage,
  { businessId, subjectId, recipient, locale }: Message,
  sender: Sender,
  now: Date,
): Promise<Written | null> {
  const [found] = await db()
    .select({ row: reservation, venue: business })
    .from(reservation)
    .innerJoin(business, eq(business.id, reservation.businessId))
    .where(and(eq(reservation.businessId, businessId), eq(reservation.id, subjectId)));
  if (!found || found.row.customerEmail !== recipient) return null;
  const { row, venue } = found;
  const isOff = row.status === 'CANCELLED' || row.deletedAt !== null;
  if (isOff !== (kind === 'cancellation')) return null;
  if (kind === 'reminder' && !isReminded(row, now)) return null;
  const url = isOff ? null : await passUrl(row, sender.origin);
  if (!isOff && url === null) return null;
  const isOwn = !isOff && row.channel === 'ONLINE';
  const manageUrl = isOwn ? sender.origin + managePath(venue.slug, row) : null;
  const { calendar } = MESSAGES[locale].pase;
  const party = formatText(locale, MESSAGES[locale].mail.letter.party, { count: row.guestCount });
  const template = await findTemplate(businessId, { kind, locale });
  return {
    from: venue.name,
    brand: await findBrand(businessId),
    letter: drawGuestLetter(locale, template, {
      ...{ guest: row.customerName, venue: venue.name, address: venue.address, timeZone: venue.timeZone, url },
      ...{ at: row.reservedAt, guestCount: row.guestCount, code: row.code, manageUrl },
    }),
    calendar: {
      method: isOff ? 'CANCEL' : 'PUBLISH',
      content: await drawEvent(
        {
          ...{ id: row.id, version: row.version, startsAt: row.reservedAt, location: venue.address ?? venue.name, url },
          summary: formatText(locale, calendar.summary, { venue: venue.name }),
          description:
            url === null
              ? party
              : formatText(locale, calendar.description, { count: row.guestCount, code: row.code, url }),
          by: { method: isOff ? 'CANCEL' : 'PUBLISH', name: venue.name, email: sender.address },
        },
        now,
      ),
    },
  };
}

/** The page of the reservation's pass; null when it has none that is valid. */
async function passUrl({ businessId, id }: ReservationRow, origin: string): Promise<string | null> {
  const [pass] = await db()
    .select()
    .from(qrPass)
    .where(and(eq(qrPass.businessId, businessId), eq(qrPass.reservationId, id), isNull(qrPass.revokedAt)));
  const key = pass && (await findPassKey(db(), pass.keyId));
  return key ? `${origin}/pase/${signClaims(key, claimsOf(pass))}` : null;
}
