import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import { type Asked, checkSender } from '@/modules/booking/create-booking';
import { checkPolicy, type FoundPage, requireParty } from '@/modules/booking/find-page';
import { transaction } from '@/platform/db/transaction';
import type { JoinAnswer } from './answers';
import { entryPath } from './entry-link';
import { insertEntry } from './insert-entry';
import type { JoinInput } from './schema';

/**
 * Puts a guest on the list, who asks for it on the venue's page, with what they accepted. Throws what `insertEntry` does;
 * PARTY_TOO_LARGE, POLICY_CHANGED with the version that is to be accepted, FORBIDDEN for a program that filled in what people do not
 * see, RATE_LIMITED for a form that nobody can have read, VALIDATION without a phone and an e-mail.
 */
export async function createOwnEntry(
  found: FoundPage,
  input: Omit<JoinInput, 'slug'>,
  { now, origin }: Asked,
): Promise<JoinAnswer> {
  const { venue } = found;
  const { day, party, from = null, until = null, name, phone = null, email = null, notes = null, locale } = input;
  checkSender(input, now);
  checkPolicy(found, input.policyVersion);
  requireParty(found, party);
  const author: Author = { venue, userId: null, requestId: randomUUID(), now, request: { locale } };
  return transaction(async (tx) => {
    const fields = {
      ...{ businessDay: day, guestCount: party, wishFrom: from, wishUntil: until, priority: 0 },
      ...{ customerName: name, customerPhone: phone, customerEmail: email, notes },
      ...{ source: 'PUBLIC' as const, locale, policyVersion: input.policyVersion },
    };
    const row = await insertEntry(tx, author, fields, 'waitlist.joined');
    return { entryId: row.id, manageUrl: origin + entryPath(venue.slug, row) };
  });
}
