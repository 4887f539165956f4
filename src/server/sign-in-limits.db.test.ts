import { rateLimit } from '@db/schema/limits';
import { gt } from 'drizzle-orm';
import { beforeEach, expect, it, vi } from 'vitest';
import { describeDatabases } from '../../tests/support/databases';
import { makeUser, PASSWORD, type Reply } from '../../tests/support/http';
import { cookiesOf, signIn } from '../../tests/support/sign-in';
import { db } from './db/transaction';
import { accountHash } from './device-cookie';

const WIFI = '10.0.0.1';
const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status).sort();

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
  const guess = (email: string, times: number, address = WIFI, cookie?: string) =>
    Promise.all(
      Array.from({ length: times }, () => signIn(email, 'mal', { address, ...(cookie ? { cookie } : {}) })),
    );
  const enter = (email: string, address: string, cookie?: string) =>
    signIn(email, PASSWORD, { address, ...(cookie ? { cookie } : {}) });
  const deviceOf = async (email: string) => {
    const cookies = cookiesOf(await enter(email, '10.9.9.9')).split('; ');
    return cookies.find((cookie) => cookie.startsWith('aforo.device=')) ?? '';
  };
  /** What is charged now, by limit. */
  const charged = async () => {
    const rows = await db().select().from(rateLimit).where(gt(rateLimit.points, 0));
    return Object.fromEntries(rows.map(({ key, points }) => [key.split(':')[0]?.replace('sign-in.', ''), points]));
  };
  const fill = (key: string, points: number) =>
    db()
      .insert(rateLimit)
      .values({ key: `sign-in.${key}`, points, expire: new Date(Date.now() + 900_000) });

  it('stop an account at an address after ten failures, known or not, without telling which', async () => {
    await member('eva@local.test');
    const expected = [...Array(10).fill(401), 429, 429];
    for (const email of ['eva@local.test', 'nadie@local.test']) {
      const replies = await guess(email, 12);
      expect(statuses(replies)).toEqual(expected);
      const blocked = await enter(email, WIFI);
      expect(blocked).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
      expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(600);
    }
  });

  it('do not keep the owner out who comes from elsewhere', async () => {
    await member('eva@local.test');
    await guess('eva@local.test', 12, '203.0.113.1');
    expect((await enter('eva@local.test', WIFI)).status).toBe(200);
  });

  it('charge nothing for a refused guess: not the pair, nor the account, nor the address', async () => {
    await guess('nadie@local.test', 40);
    expect(await charged()).toEqual({ pair: 10, account: 10, address: 10 });
    await fill(`account:${accountHash('otro@local.test')}`, 100);
    const replies = await guess('otro@local.test', 9, '203.0.113.2');
    expect(statuses(replies)).toEqual([401, ...Array(8).fill(429)]);
    expect(await charged()).toMatchObject({ account: 101, 'account-pace': 1 });
    const pair = await db().select().from(rateLimit);
    expect(pair.find(({ key }) => key.includes(`${accountHash('otro@local.test')}.203`))?.points).toBe(1);
    expect(pair.find(({ key }) => key === 'sign-in.address:203.0.113.2')?.points).toBe(1);
  });

  it('charge nothing for a success, also when a whole shift signs in to one account at once', async () => {
    await member('turno@local.test');
    const replies = await Promise.all(Array.from({ length: 15 }, () => enter('turno@local.test', WIFI)));
    expect(statuses(replies)).toEqual(Array(15).fill(200));
    expect(await charged()).toEqual({});
  });

  it('let staff in beside a guest on the same Wi-Fi who guesses, at one account or at many', async () => {
    await member('sara@local.test');
    await guess('nadie@local.test', 40);
    expect((await enter('sara@local.test', WIFI)).status).toBe(200);
    const device = await deviceOf('sara@local.test');
    await db().delete(rateLimit);
    await fill(`address:${WIFI}`, 200);
    // Past its bound the address is slow, for those whom the venue does not know yet.
    const replies = await Promise.all(['a', 'b', 'c'].map((name) => signIn(`${name}@x.test`, 'mal')));
    expect(statuses(replies)).toEqual([401, 429, 429]);
    for (const reply of replies.filter(({ status }) => status === 429)) {
      expect(Number(reply.headers.get('retry-after'))).toBeLessThanOrEqual(2);
    }
    expect((await enter('sara@local.test', WIFI, device)).status).toBe(200);
    await vi.waitFor(async () => expect((await enter('sara@local.test', WIFI)).status).toBe(200), {
      timeout: 15_000,
      interval: 200,
    });
  });

  it('slow an account that many addresses guess at, and never lock it', async () => {
    const email = await member('eva@local.test');
    await fill(`account:${accountHash(email)}`, 100);
    const replies = await Promise.all(Array.from({ length: 6 }, (_, i) => signIn(email, 'mal', { address: `198.51.100.${i}` })));
    expect(statuses(replies)).toEqual([401, ...Array(5).fill(429)]);
    for (const reply of replies.filter(({ status }) => status === 429)) {
      expect(Number(reply.headers.get('retry-after'))).toBeLessThanOrEqual(5);
    }
    await vi.waitFor(async () => expect((await enter(email, '192.0.2.7')).status).toBe(200), {
      timeout: 20_000,
      interval: 200,
    });
  });

  it('leave a device that has signed in its way in, whatever is locked or slow', async () => {
    const email = await member('eva@local.test');
    const device = await deviceOf(email);
    await guess(email, 12);
    await fill(`address:${WIFI}-unused`, 1);
    await db().update(rateLimit).set({ points: 5_000 });
    for (let i = 0; i < 3; i++) expect((await enter(email, WIFI, device)).status).toBe(200);
    const other = await member('luis@local.test');
    await guess(other, 10);
    expect((await enter(other, WIFI, device)).status, 'of another account it knows nothing').toBe(429);
    expect((await enter(email, WIFI, `${device}x`)).status, 'nor may it be invented').toBe(429);
  });

  it('give a known device ten failures of its own, and then those of a stranger', async () => {
    const email = await member('eva@local.test');
    const device = await deviceOf(email);
    expect(statuses(await guess(email, 10, WIFI, device))).toEqual(Array(10).fill(401));
    expect(await charged()).toEqual({ device: 10 });
    expect(statuses(await guess(email, 11, WIFI, device))).toEqual([...Array(10).fill(401), 429]);
    expect(await charged()).toEqual({ device: 10, pair: 10, account: 10, address: 10 });
  });

  it('answer a flood at once instead of letting it pile up', async () => {
    const replies = await guess('nadie@local.test', 60);
    const answered = replies.map(({ body }) => body.code);
    expect(answered.filter((code) => code === 'INVALID_CREDENTIALS')).toHaveLength(10);
    expect(answered.filter((code) => code === 'OVERLOADED').length).toBeGreaterThan(30);
    expect(await charged()).toEqual({ pair: 10, account: 10, address: 10 });
  });
});
