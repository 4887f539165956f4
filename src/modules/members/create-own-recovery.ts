import { randomUUID } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { type Locale, parseLocale } from '@/i18n/locale';
import type { Author } from '@/modules/access/context';
import { isOwnRole, roleTitle } from '@/modules/access/custom-role';
import { customRole, membership, user } from '@/modules/access/tables';
import { prepareMessage } from '@/modules/messages/write-message';
import { business } from '@/modules/venues/tables';
import type { BusinessId } from '@/modules/venues/venue';
import { transaction } from '@/platform/db/transaction';
import { recordAccess } from './change';
import { createLink } from './links';
import { recovery } from './tables';

/** Shorter than that of a link from a manager: whoever asked is waiting for it. */
const VALID_MS = 60 * 60_000;

/**
 * Sends the member with that address a link by which they set a new password, once, within an hour. For an address that
 * no member has it does nothing, and the caller learns neither. Links that exist stay open, so that a stranger who asks
 * ends nobody's.
 *
 * @param email in lower case
 * @param locale of the browser, for an account that has chosen no language
 */
export async function createOwnRecovery(
  email: string,
  { now, requestId, locale }: Pick<Author, 'now' | 'requestId'> & { readonly locale: Locale },
): Promise<void> {
  await transaction(async (tx) => {
    const [found] = await tx
      .select({ userId: user.id, language: user.locale, role: roleTitle(), venue: business })
      .from(user)
      .innerJoin(membership, eq(membership.userId, user.id))
      .leftJoin(customRole, isOwnRole())
      .innerJoin(business, and(eq(business.id, membership.businessId), eq(business.suspended, false)))
      .where(eq(user.email, email))
      .orderBy(asc(business.createdAt), asc(business.id))
      .limit(1);
    if (!found) return;
    const { userId, language, role } = found;
    const venue = { ...found.venue, id: found.venue.id as BusinessId };
    const id = randomUUID();
    const { token, secretHash } = createLink(venue.id, id);
    const expiresAt = new Date(now.getTime() + VALID_MS);
    await tx.insert(recovery).values({ businessId: venue.id, id, userId, secretHash, createdAt: now, expiresAt });
    const message = await prepareMessage(
      tx,
      { businessId: venue.id, now },
      {
        ...{ kind: 'recovery', subjectId: id, recipient: email, token, expiresAt },
        locale: parseLocale(language) ?? locale,
      },
    );
    const author: Author = { venue, userId: null, requestId, now };
    await recordAccess(
      tx,
      author,
      { kind: 'member', id: userId, action: 'member.recovery-asked', before: role, after: role },
      [message],
    );
  });
}
