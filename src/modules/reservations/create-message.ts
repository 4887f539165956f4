import { and, desc, eq } from 'drizzle-orm';
import { DEFAULT_LOCALE, parseLocale } from '@/i18n/locale';
import type { Author } from '@/modules/access/context';
import { outboxMessage } from '@/modules/messages/tables';
import { prepareMessage } from '@/modules/messages/write-message';
import type { Tx } from '@/platform/db/client';
import type { RowWrite } from '@/platform/db/row-write';
import { judgeMessage } from './judge-message';
import type { ReservationRow } from './rows';

/**
 * The message that a change of a reservation gives its guest to know, as a part of the statement that writes the change;
 * null when there is none. For a guest without an address it sends no statement. A guest to whom nothing was ever sent
 * is told of the reservation as it stands, and nothing of one that is off. Nobody writes to the invented guests of a
 * demo, nor about a time that has come.
 */
export async function prepareGuestMessage(
  tx: Tx,
  author: Author,
  before: ReservationRow | null,
  after: ReservationRow,
): Promise<RowWrite | null> {
  const { venue, now, request } = author;
  const wanted = venue.demo ? null : judgeMessage(before, after);
  const recipient = after.customerEmail;
  if (!wanted || recipient === null || after.reservedAt <= now) return null;
  const earlier = await tx
    .select({ recipient: outboxMessage.recipient, locale: outboxMessage.locale, attempts: outboxMessage.attempts })
    .from(outboxMessage)
    .where(and(eq(outboxMessage.businessId, venue.id), eq(outboxMessage.subjectId, after.id)))
    .orderBy(desc(outboxMessage.version));
  const isTold = earlier.some((message) => message.recipient === recipient && message.attempts > 0);
  const kind = wanted === 'change' && !isTold ? 'confirmation' : wanted;
  const message = await prepareMessage(
    tx,
    { businessId: venue.id, now },
    {
      ...{ kind, subjectId: after.id, recipient, expiresAt: after.reservedAt },
      locale: parseLocale(earlier[0]?.locale) ?? request?.locale ?? DEFAULT_LOCALE,
    },
  );
  return kind === 'cancellation' && !isTold ? null : message;
}
