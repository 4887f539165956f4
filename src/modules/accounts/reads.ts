import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import { decryptValue } from '@/modules/access/second-factor';
import type { Identity } from '@/modules/access/session';
import { twoFactor } from '@/modules/access/tables';
import { db } from '@/platform/db/transaction';
import type { SecondFactorState } from './answers';

/** Whether the account's second factor is on, and how many recovery codes are left. */
export async function readSecondFactor({ userId }: Identity): Promise<SecondFactorState> {
  const [row] = await db()
    .select()
    .from(twoFactor)
    .where(and(eq(twoFactor.userId, userId), eq(twoFactor.verified, true)));
  return row ? stateOf(row) : { on: false, codes: 0 };
}

const Codes = z.array(z.string());

/** The state that a row means once it is confirmed. */
export async function stateOf({ backupCodes }: typeof twoFactor.$inferSelect): Promise<SecondFactorState> {
  return { on: true, codes: Codes.parse(JSON.parse(await decryptValue(backupCodes))).length };
}
