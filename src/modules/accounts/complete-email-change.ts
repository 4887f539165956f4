import { and, eq } from 'drizzle-orm';
import { DEFAULT_LOCALE, parseLocale } from '@/i18n/locale';
import { user } from '@/modules/access/tables';
import { isSecretOf, type Link, type LinkState, parseLink, requireOpen, stateOf } from '@/modules/members/links';
import type { Database, Tx } from '@/platform/db/client';
import { db, transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { type AccountAuthor, recordAccountChange } from './change';
import { setEmail, takenMeanwhile } from './set-email';
import { emailChange } from './tables';

/** For so long the message to the address before is tried. */
const NOTICE_MS = 7 * 24 * 60 * 60_000;

/** What the page of the link shows. */
interface FoundEmailChange {
  readonly state: LinkState;
  readonly email: string;
}

/** The change of a token, whatever its state; null for a token that opens nothing. */
export async function findEmailChange(token: string, now = new Date()): Promise<FoundEmailChange | null> {
  try {
    const { row } = await findRow(db(), parseLink(token));
    return { state: stateOf(row, now), email: row.email };
  } catch (error) {
    if (error instanceof DomainError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/**
 * Gives the account the address to which the link was sent, once, and tells the address before. Throws NOT_FOUND for a
 * token that opens nothing, LINK_USED, LINK_REVOKED and LINK_EXPIRED, and EMAIL_TAKEN when another account has taken the
 * address meanwhile.
 */
export async function completeEmailChange(
  token: string,
  { now, requestId }: Pick<AccountAuthor, 'now' | 'requestId'>,
): Promise<{ email: string }> {
  const link = parseLink(token);
  try {
    return await transaction(async (tx) => {
      const { row, before, locale } = await findRow(tx, link, 'update');
      requireOpen(stateOf(row, now));
      const { businessId, id, userId, email } = row;
      const isRow = and(eq(emailChange.businessId, businessId), eq(emailChange.id, id));
      await tx.update(emailChange).set({ usedAt: now }).where(isRow);
      await setEmail(tx, userId, email, now);
      const expiresAt = new Date(now.getTime() + NOTICE_MS);
      const to = { recipient: before, locale: parseLocale(locale) ?? DEFAULT_LOCALE };
      await recordAccountChange(
        tx,
        { userId, requestId, now },
        {
          action: 'member.email-changed',
          message: { kind: 'email-changed', subjectId: id, expiresAt, ...to },
        },
      );
      return { email };
    });
  } catch (error) {
    throw takenMeanwhile(error);
  }
}

async function findRow(on: Database | Tx, link: Link, lock?: 'update') {
  const query = on
    .select({ row: emailChange, before: user.email, locale: user.locale })
    .from(emailChange)
    .innerJoin(user, eq(user.id, emailChange.userId))
    .where(and(eq(emailChange.businessId, link.businessId), eq(emailChange.id, link.id)));
  const [found] = await (lock ? query.for(lock, { of: emailChange }) : query);
  if (!found || !isSecretOf(link, found.row.secretHash)) throw new DomainError('NOT_FOUND');
  return found;
}
