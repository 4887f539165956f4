import { checkPassword } from '@/modules/access/check-password';
import { removeSecondFactor } from '@/modules/access/second-factor';
import type { Identity } from '@/modules/access/session';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ApiRequest } from '@/platform/http/api-request';
import type { SecondFactorState } from './answers';
import { recordAccountChange } from './change';
import type { OwnPasswordInput } from './schema';

/** Switches the second factor off. Throws SECOND_FACTOR_CHANGED when it is not on, and as `checkPassword`. */
export async function deleteSecondFactor(
  identity: Identity,
  { password }: OwnPasswordInput,
  request: ApiRequest,
  requestId: string,
): Promise<SecondFactorState> {
  const { userId } = identity;
  await checkPassword(identity, password, request);
  return transaction(async (tx) => {
    if (!(await removeSecondFactor(tx, userId))) throw new DomainError('SECOND_FACTOR_CHANGED');
    const author = { userId, requestId, now: new Date() };
    await recordAccountChange(tx, author, { action: 'member.second-factor-off' });
    return { on: false, codes: 0 };
  });
}
