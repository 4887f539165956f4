import { and, eq } from 'drizzle-orm';
import { takeCode } from '@/modules/access/second-factor';
import type { Identity } from '@/modules/access/session';
import { twoFactor, user } from '@/modules/access/tables';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { SecondFactorState } from './answers';
import { recordAccountChange } from './change';
import { stateOf } from './reads';
import type { FirstCodeInput } from './schema';

/**
 * Switches the second factor on, by a first code of the authenticator; that code opens no sign-in any more. Other
 * sessions of the account go on. Throws SECOND_FACTOR_CODE, and SECOND_FACTOR_CHANGED when none was begun.
 */
export async function completeSecondFactor(
  { userId }: Identity,
  { code }: FirstCodeInput,
  requestId: string,
): Promise<SecondFactorState> {
  return transaction(async (tx) => {
    const isBegun = and(eq(twoFactor.userId, userId), eq(twoFactor.verified, false));
    const [row] = await tx.select().from(twoFactor).where(isBegun).for('update');
    if (!row) throw new DomainError('SECOND_FACTOR_CHANGED');
    if ((await takeCode(tx, row, code.replace(/\s/g, ''))) !== 'taken') throw new DomainError('SECOND_FACTOR_CODE');
    await tx.update(twoFactor).set({ verified: true }).where(isBegun);
    await tx.update(user).set({ twoFactorEnabled: true, updatedAt: new Date() }).where(eq(user.id, userId));
    const author = { userId, requestId, now: new Date() };
    await recordAccountChange(tx, author, { action: 'member.second-factor-on' });
    return stateOf(row);
  });
}
