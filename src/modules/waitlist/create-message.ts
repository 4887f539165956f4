import { DEFAULT_LOCALE, parseLocale } from '@/i18n/locale';
import type { Author } from '@/modules/access/context';
import { prepareMessage } from '@/modules/messages/write-message';
import { businessDayBounds } from '@/modules/venues/wall-clock';
import type { Tx } from '@/platform/db/client';
import type { RowWrite } from '@/platform/db/row-write';
import type { EntryRow } from './rows';

/**
 * The e-mail that tells a party that it is on the list, or that a time is kept for it, as a part of the statement that writes the
 * change; none for a party without an address, nor for the invented guests of a demo.
 */
export async function prepareEntryMessage(
  tx: Tx,
  { venue, now }: Author,
  kind: 'waitlist-joined' | 'waitlist-offer',
  row: EntryRow,
): Promise<readonly RowWrite[]> {
  if (venue.demo || row.customerEmail === null) return [];
  const ends = kind === 'waitlist-offer' ? row.offerExpiresAt : businessDayBounds(row.businessDay, venue).end;
  if (ends === null || ends <= now) return [];
  const message = await prepareMessage(
    tx,
    { businessId: venue.id, now },
    {
      ...{ kind, subjectId: row.id, recipient: row.customerEmail, expiresAt: ends },
      locale: parseLocale(row.locale) ?? DEFAULT_LOCALE,
    },
  );
  return [message];
}
