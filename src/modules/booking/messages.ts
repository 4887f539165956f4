import { and, eq, gt, isNull } from 'drizzle-orm';
import { formatText } from '@/i18n/format-text';
import { MESSAGES } from '@/i18n/messages';
import type { Message, MessageKind, Sender, Written } from '@/modules/messages/kind';
import { hold } from '@/modules/tables/tables';
import { findBrand } from '@/modules/venues/find-brand';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';

/** What is written to whoever is booking. */
export const BOOKING_MESSAGES: readonly MessageKind[] = [{ kind: 'booking-code', write: writeCode }];

/** Null once the time is booked, given up or over. */
async function writeCode(
  { businessId, subjectId, token, locale }: Message,
  _sender: Sender,
  now: Date,
): Promise<Written | null> {
  const [found] = await db()
    .select({ venue: business.name })
    .from(hold)
    .innerJoin(business, eq(business.id, hold.businessId))
    .where(
      and(
        ...[eq(hold.businessId, businessId), eq(hold.id, subjectId)],
        ...[isNull(hold.reservationId), gt(hold.expiresAt, now)],
      ),
    );
  if (!found || token === null) return null;
  const { venue } = found;
  const { subject, title, body, code, why } = MESSAGES[locale].mail.letter.bookingCode;
  return {
    from: venue,
    brand: await findBrand(businessId),
    letter: {
      ...{ locale, subject: formatText(locale, subject, { venue }), title: formatText(locale, title, { venue }) },
      parts: [
        { kind: 'facts', facts: [[code, token]] },
        { kind: 'text', text: body },
      ],
      footer: formatText(locale, why, { venue }),
    },
  };
}
