import { and, eq } from 'drizzle-orm';
import { checkPassword } from '@/modules/access/check-password';
import { drawCodes } from '@/modules/access/recovery-codes';
import { encryptValue } from '@/modules/access/second-factor';
import type { Identity } from '@/modules/access/session';
import { twoFactor } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import type { CodesRenewed } from './answers';
import { recordAccountChange } from './change';
import type { OwnPasswordInput } from './schema';

/** New recovery codes instead of those before. Throws SECOND_FACTOR_CHANGED when it is not on, and as `checkPassword`. */
export async function renewCodes(
  identity: Identity,
  { password }: OwnPasswordInput,
  request: ApiRequest,
  requestId: string,
): Promise<CodesRenewed> {
  const { userId } = identity;
  await checkPassword(identity, password, request);
  const codes = drawCodes();
  const backupCodes = await encryptValue(JSON.stringify(codes));
  await transaction(async (tx) => {
    const isOn = and(eq(twoFactor.userId, userId), eq(twoFactor.verified, true));
    const renewed = await tx.update(twoFactor).set({ backupCodes }).where(isOn).returning({ id: twoFactor.id });
    if (renewed.length === 0) throw new DomainError('SECOND_FACTOR_CHANGED');
    const author = { userId, requestId, now: new Date() };
    await recordAccountChange(tx, author, { action: 'member.codes-renewed' });
  });
  return { codes };
}
