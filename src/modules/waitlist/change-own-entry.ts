import { randomUUID } from 'node:crypto';
import { DEFAULT_LOCALE, parseLocale } from '@/i18n/locale';
import type { Author } from '@/modules/access/context';
import type { FoundPage } from '@/modules/booking/find-page';
import { transaction } from '@/platform/db/transaction';
import { completeOffer } from './complete-offer';
import { cancelEntry } from './delete-entry';
import { refuseOffer } from './refuse-offer';
import { type EntryRow, lockEntry } from './rows';

interface Answer {
  readonly action: 'accept' | 'decline' | 'leave';
  /** When the offer was made that the party saw, in milliseconds since 1970. */
  readonly offer?: number | undefined;
}

/** What a party says by the link of its entry. Throws what `completeOffer`, `refuseOffer` and `cancelEntry` do. */
export function answerOffer({ venue }: FoundPage, row: EntryRow, answer: Answer, now: Date): Promise<EntryRow> {
  const locale = parseLocale(row.locale) ?? DEFAULT_LOCALE;
  const author: Author = { venue, userId: null, requestId: randomUUID(), now, request: { locale } };
  return transaction(async (tx) => {
    const locked = await lockEntry(tx, author, row.id);
    if (answer.action === 'accept') return completeOffer(tx, author, locked, answer.offer ?? 0);
    return answer.action === 'decline' ? refuseOffer(tx, author, locked) : cancelEntry(tx, author, locked);
  });
}
