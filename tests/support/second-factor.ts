import { eq } from 'drizzle-orm';
import { twoFactor } from '@/modules/access/tables';
import { db } from '@/platform/db/transaction';
import * as api from '@/server/api/accounts';
import { authenticator } from './authenticator';
import { call, PASSWORD } from './http';

const FACTOR = '/api/me/segundo-factor';

/** The requests of one account about its second factor. */
export const factorApi = {
  read: (cookie: string) => call(api.secondFactor.GET, FACTOR, { cookie }),
  begin: (cookie: string, password = PASSWORD) =>
    call(api.secondFactor.POST, FACTOR, { method: 'POST', cookie, body: { password } }),
  confirm: (cookie: string, code: string) =>
    call(api.secondFactor.PUT, FACTOR, { method: 'PUT', cookie, body: { code } }),
  switchOff: (cookie: string, password = PASSWORD) =>
    call(api.secondFactorRemoval.POST, `${FACTOR}/quitar`, { method: 'POST', cookie, body: { password } }),
  renew: (cookie: string, password = PASSWORD) =>
    call(api.recoveryCodes.POST, `${FACTOR}/codigos`, { method: 'POST', cookie, body: { password } }),
};

/** As if the last code had been used long ago, so that the present one counts again. */
export async function forgetSteps(userId: string): Promise<void> {
  await db().update(twoFactor).set({ lastStep: null }).where(eq(twoFactor.userId, userId));
}

/** Switches the second factor of an account on, whose present code can be used at once. */
export async function switchOn(userId: string, cookie: string) {
  const { secret, codes } = (await factorApi.begin(cookie)).body as { secret: string; codes: string[] };
  const phone = authenticator(secret);
  const { status } = await factorApi.confirm(cookie, phone.code());
  if (status !== 200) throw new Error(`not switched on: ${status}`);
  await forgetSteps(userId);
  return { phone, codes, secret };
}
