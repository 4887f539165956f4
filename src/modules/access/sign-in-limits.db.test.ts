import { eq, gt } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { describeDatabases } from '../../../tests/support/databases';
import { makeUser, PASSWORD, type Reply } from '../../../tests/support/http';
import { cookiesOf, signIn } from '../../../tests/support/sign-in';
import { accountHash } from './device-cookie';

const WIFI = '10.0.0.1';
const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();
const waitOf = ({ headers }: Reply) => Number(headers.get('retry-after'));

describeDatabases('the limits of sign-in', () => {
  const made = new Set<string>();
  beforeEach(async () => {
    await db().delete(rateLimit);
  });

  const member = async (email: string) => {
    if (!made.has(email)) await makeUser(email);
    made.add(email);
    return email;
  };
  const withCookie = (cookie?: string) => (cookie ? { cookie } : {});
  const guess = (email: string, times: number, address = WIFI, cookie?: string) =>
    Promise.all(Array.from({ length: times }, () => signIn(email, 'mal', { address, ...withCookie(cookie) })));
  const enter = (email: string, address: string, cookie?: string) =>
    signIn(email, PASSWORD, { address, ...withCookie(cookie) });
  const deviceOf = async (email: string) => {
    const cookies = cookiesOf(await enter(email, '10.9.9.9')).split('; ');
    return cookies.find((cookie) => cookie.startsWith('aforo.device=')) ?? '';
  };

  const account = (email: string) => `account:${accountHash(email)}`;
  const pair = (email: string, address = WIFI) => `pair:${accountHash(email)}.${address}`;
  /** As so many failures, or attempts at a slow pace, leave it. */
  const fill = (key: string, points: number) => {
    const row = { key: `sign-in.${key}`, points, expire: new Date(Date.now() + 900_000) };
    return db().insert(rateLimit).values(row).onConflictDoUpdate({ target: rateLimit.key, set: row });
  };
  const charged = async () => {
    const rows = await db().select().from(rateLimit).where(gt(rateLimit.points, 0));
    return Object.fromEntries(rows.map(({ key, points }) => [key.replace('sign-in.', ''), points]));
  };
  /** Seconds until an attempt at a slow pace makes room for the next. */
  const paceOf = async (key: string) => {
    const [row] = await db()
      .select()
      .from(rateLimit)
      .where(eq(rateLimit.key, `sign-in.${key}`));
    return ((row?.expire?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now()) / 1_000;
  };
  const endWindow = (key: string) =>
    db()
      .update(rateLimit)
      .set({ expire: new Date(0) })
      .where(eq(rateLimit.key, `sign-in.${key}`));

  it('stop an account at an address after ten failures at once, known or not, and nobody who comes from elsewhere', async () => {
    const email = await member('eva@local.test');
    expect(statuses(await guess(email, 12))).toEqual([...Array(10).fill(401), 429, 429]);
    const blocked = await enter(email, WIFI);
    expect(blocked).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    expect(waitOf(blocked)).toBeGreaterThan(600);
    expect((await enter(email, '10.0.0.2')).status).toBe(200);
    expect(await charged()).toEqual({ [pair(email)]: 10, [account(email)]: 10, [`address:${WIFI}`]: 10 });

    await fill(pair('nadie@local.test'), 9);
    const unknown = await guess('nadie@local.test', 2);
    expect(statuses(unknown)).toEqual([401, 429]);
    const [stranger] = unknown.filter(({ status }) => status === 429);
    const { requestId, ...told } = blocked.body;
    expect(stranger?.body, 'who is nobody is told the same').toMatchObject(told);
  });

  it('charge nothing for a refused guess, whichever limit refused it', async () => {
    const email = 'nadie@local.test';
    const pace = { account: `account-pace:${accountHash(email)}`, address: `address-pace:${WIFI}` };
    for (const full of [
      { [pair(email)]: 10 },
      { [account(email)]: 100, [pace.account]: 1 },
      { [`address:${WIFI}`]: 200, [pace.address]: 1 },
      { [account(email)]: 100, [`address:${WIFI}`]: 200, [pace.address]: 1 },
    ]) {
      await db().delete(rateLimit);
      for (const [key, points] of Object.entries(full)) await fill(key, points);
      expect(statuses(await guess(email, 5))).toEqual(Array(5).fill(429));
      expect(await charged()).toEqual(full);
    }
  });

  it('charge nothing for a success, also when a whole shift signs in to one account at once', async () => {
    const email = await member('turno@local.test');
    const replies = await Promise.all(Array.from({ length: 12 }, () => enter(email, WIFI)));
    expect(statuses(replies)).toEqual(Array(12).fill(200));
    expect(await charged()).toEqual({});
  });

  it('let staff in beside a guest on the same Wi-Fi who guesses, at one account or at many', async () => {
    const email = await member('sara@local.test');
    await fill(pair('nadie@local.test'), 10);
    await guess('nadie@local.test', 10);
    expect((await enter(email, WIFI)).status).toBe(200);
    const device = await deviceOf(email);

    await fill(`address:${WIFI}`, 200);
    expect(statuses(await guess('otra@local.test', 1)), 'past its bound the address is slow').toEqual([401]);
    expect(await paceOf(`address-pace:${WIFI}`)).toBeLessThanOrEqual(2);
    await db()
      .update(rateLimit)
      .set({ expire: new Date(Date.now() + 900_000) });
    expect((await enter(email, WIFI)).status).toBe(429);
    expect((await enter(email, WIFI, device)).status, 'but not for those whom the venue knows').toBe(200);
    await endWindow(`address-pace:${WIFI}`);
    expect((await enter(email, WIFI)).status, 'and it never locks').toBe(200);
  });

  it('slow an account that many addresses guess at, and never lock it', async () => {
    const email = await member('eva@local.test');
    const pace = `account-pace:${accountHash(email)}`;
    await fill(account(email), 5_000);
    expect(statuses(await guess(email, 1, '198.51.100.1'))).toEqual([401]);
    expect(await paceOf(pace)).toBeLessThanOrEqual(5);
    await db()
      .update(rateLimit)
      .set({ expire: new Date(Date.now() + 900_000) });
    expect((await enter(email, '192.0.2.7')).status).toBe(429);
    await endWindow(pace);
    expect((await enter(email, '192.0.2.7')).status).toBe(200);
  });

  it('leave a device that has signed in its way in, whatever is locked or slow', async () => {
    const email = await member('eva@local.test');
    const device = await deviceOf(email);
    for (const key of [pair(email), account(email), `address:${WIFI}`]) await fill(key, 5_000);
    await fill(`account-pace:${accountHash(email)}`, 1);
    for (let i = 0; i < 2; i++) expect((await enter(email, WIFI, device)).status).toBe(200);
    const other = await member('luis@local.test');
    await fill(pair(other), 10);
    expect((await enter(other, WIFI, device)).status, 'of another account it knows nothing').toBe(429);
    expect((await enter(email, WIFI, device.replace(/.$/, ''))).status, 'nor may it be invented').toBe(429);
  });

  it('give a known device ten failures of its own, and then those of a stranger', async () => {
    const email = await member('eva@local.test');
    const device = await deviceOf(email);
    const own = `device:${device.split(/[=.]/)[2]}.${accountHash(email)}`;
    await fill(own, 8);
    expect(statuses(await guess(email, 2, WIFI, device))).toEqual([401, 401]);
    expect(await charged()).toEqual({ [own]: 10 });
    await fill(pair(email), 9);
    expect(statuses(await guess(email, 3, WIFI, device))).toEqual([401, 429, 429]);
    expect(await charged()).toEqual({ [own]: 10, [pair(email)]: 10, [account(email)]: 1, [`address:${WIFI}`]: 1 });
  });

  it('answer a flood at once instead of letting it pile up', async () => {
    const email = 'nadie@local.test';
    await fill(pair(email), 8);
    const codes = (await guess(email, 60)).map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(2);
    expect(codes.filter((code) => code === 'OVERLOADED').length).toBeGreaterThan(30);
    expect(await charged()).toEqual({ [pair(email)]: 10, [account(email)]: 2, [`address:${WIFI}`]: 2 });
  });
});
