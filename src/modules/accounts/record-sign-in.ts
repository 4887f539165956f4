import { eq } from 'drizzle-orm';
import { acceptedLocale } from '@/i18n/accepted-locale';
import { parseLocale } from '@/i18n/locale';
import type { SignedIn } from '@/modules/access/sign-in';
import { user } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import { env } from '@/platform/env';
import type { ApiRequest } from '@/platform/http/api-request';
import { deviceLabel } from '@/platform/http/device-label';
import { log } from '@/platform/log';
import { findSender, recordAccountChange } from './change';
import { SIGN_IN_TOLD_MS } from './rules';

/** An account that is younger than this is on the first device that it ever had. */
const NEW_ACCOUNT_MS = 10 * 60_000;

/**
 * Writes to the person that their account has signed in on a device that it had not used before; only where this server
 * sends mail. The sign-in is done already, so a failure is logged and does not end it.
 */
export async function recordSignIn(
  { userId, isNewDevice }: SignedIn,
  request: ApiRequest,
  requestId: string,
): Promise<void> {
  if (userId === null || !isNewDevice || env().SMTP_URL === undefined) return;
  try {
    await writeNotice(userId, request, requestId);
  } catch (error) {
    log().error({ requestId, err: error }, 'the message about a new device was not written');
  }
}

async function writeNotice(userId: string, { headers }: ApiRequest, requestId: string): Promise<void> {
  const now = new Date();
  await transaction(async (tx) => {
    const [person] = await tx.select().from(user).where(eq(user.id, userId));
    if (!person || now.getTime() - person.createdAt.getTime() < NEW_ACCOUNT_MS) return;
    if ((await findSender(tx, userId)) === null) return;
    await recordAccountChange(
      tx,
      { userId, requestId, now },
      {
        action: 'member.new-device',
        details: { device: deviceLabel(headers.get('user-agent')) },
        message: {
          ...{ kind: 'new-sign-in', subjectId: requestId, recipient: person.email },
          locale: parseLocale(person.locale) ?? acceptedLocale(headers.get('accept-language')),
          expiresAt: new Date(now.getTime() + SIGN_IN_TOLD_MS),
        },
      },
    );
  });
}
