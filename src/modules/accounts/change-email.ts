import { randomUUID } from 'node:crypto';
import { acceptedLocale } from '@/i18n/accepted-locale';
import { checkPassword } from '@/modules/access/check-password';
import type { Identity } from '@/modules/access/session';
import { createLink } from '@/modules/members/links';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import type { ApiRequest } from '@/platform/http/api-request';
import type { EmailAsked } from './answers';
import { type AccountAuthor, findSender, recordAccountChange } from './change';
import type { EmailInput } from './schema';
import { endEmailChanges, requireFreeEmail, setEmail, takenMeanwhile } from './set-email';
import { emailChange } from './tables';

const VALID_MS = 24 * 60 * 60_000;

/**
 * Gives the account another address. Where this server sends mail, the address counts once the link that goes there is
 * used, within a day; a change before it that waits ends. Elsewhere, and for an account without a venue that is open, it counts at once. Throws
 * EMAIL_TAKEN, and as `checkPassword`.
 */
export async function changeEmail(
  identity: Identity,
  { email, password }: EmailInput,
  request: ApiRequest,
  requestId: string,
): Promise<EmailAsked> {
  const { userId } = identity;
  await checkPassword(identity, password, request);
  if (email === identity.email) return { email, confirming: false };
  const author = { userId, requestId, now: new Date() };
  const locale = identity.locale ?? acceptedLocale(request.headers.get('accept-language'));
  try {
    return await transaction(async (tx) => {
      const sender = env().SMTP_URL === undefined ? null : await findSender(tx, userId);
      if (sender !== null) return askThere(tx, author, { email, sender, locale });
      await setEmail(tx, userId, email, author.now);
      await recordAccountChange(tx, author, { action: 'member.email-changed' });
      return { email, confirming: false };
    });
  } catch (error) {
    throw takenMeanwhile(error);
  }
}

async function askThere(
  tx: Tx,
  author: AccountAuthor,
  { email, sender, locale }: { email: string; sender: string; locale: ReturnType<typeof acceptedLocale> },
): Promise<EmailAsked> {
  const { userId, now } = author;
  await requireFreeEmail(tx, userId, email);
  await endEmailChanges(tx, userId, now);
  const id = randomUUID();
  const { token, secretHash } = createLink(sender, id);
  const expiresAt = new Date(now.getTime() + VALID_MS);
  await tx.insert(emailChange).values({ businessId: sender, id, userId, email, secretHash, createdAt: now, expiresAt });
  await recordAccountChange(tx, author, {
    action: 'member.email-asked',
    message: { kind: 'email-change', subjectId: id, recipient: email, token, locale, expiresAt },
  });
  return { email, confirming: true };
}
