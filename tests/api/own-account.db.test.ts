import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { account } from '@/modules/access/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import * as api from '@/server/api/people';
import { describeDatabases } from '../support/databases';
import { call, cookieOf, makeUser, PASSWORD } from '../support/http';
import { signIn } from '../support/sign-in';

const NEXT = 'la siguiente clave larga';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15';

describeDatabases('one’s own account', () => {
  beforeEach(() => db().delete(rateLimit));

  const list = async (cookie: string) =>
    (await call(api.sessions.GET, '/api/sesiones', { cookie })).body.sessions as { id: string; isCurrent: boolean }[];
  const end = (id: string, cookie: string) =>
    call(api.oneSession.DELETE, `/api/sesiones/${id}`, { method: 'DELETE', cookie, params: { id } });
  const change = (body: object, cookie: string) =>
    call(api.ownPassword.PUT, '/api/me/contrasena', { method: 'PUT', cookie, body });
  const isSignedIn = async (cookie: string) => (await call(me, '/api/me', { cookie })).status === 200;

  it('shows its own sessions, this one marked, by the kind of device', async () => {
    await makeUser('ana@propia.test');
    await makeUser('otra@propia.test');
    await cookieOf('otra@propia.test');
    const reply = await signIn('ana@propia.test', PASSWORD, { headers: { 'user-agent': MAC } });
    const cookie = reply.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    await cookieOf('ana@propia.test');
    const sessions = await list(cookie);
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ device: 'Safari · macOS' }]);
    expect(JSON.stringify(sessions)).not.toMatch(/token|ip/i);
  });

  it('ends one of its sessions, or all others, and nobody else’s', async () => {
    await makeUser('luis@propia.test');
    await makeUser('eva@propia.test');
    const [here, there, third] = [
      await cookieOf('luis@propia.test'),
      await cookieOf('luis@propia.test'),
      await cookieOf('luis@propia.test'),
    ];
    const foreign = await cookieOf('eva@propia.test');
    const theirs = (await list(foreign))[0]?.id ?? '';
    expect((await end(theirs, here)).body.code).toBe('NOT_FOUND');
    expect(await isSignedIn(foreign)).toBe(true);
    const own = (await list(there)).find(({ isCurrent }) => isCurrent)?.id ?? '';
    expect((await end(own, here)).status).toBe(200);
    expect([await isSignedIn(there), await isSignedIn(here), await isSignedIn(third)]).toEqual([false, true, true]);
    const ended = await call(api.sessions.DELETE, '/api/sesiones', { method: 'DELETE', cookie: here });
    expect(ended.body).toEqual({ ended: 1 });
    expect([await isSignedIn(third), await isSignedIn(here)]).toEqual([false, true]);
  });

  it('changes its password with the present one, and ends the other sessions', async () => {
    const userId = await makeUser('rosa@propia.test');
    const [here, there] = [await cookieOf('rosa@propia.test'), await cookieOf('rosa@propia.test')];
    const before = await db().select().from(account).where(eq(account.userId, userId));
    expect((await change({ current: 'otra cosa', password: NEXT }, here)).body.code).toBe('INVALID_CREDENTIALS');
    expect((await change({ current: PASSWORD, password: 'corta' }, here)).body.code).toBe('VALIDATION');
    expect((await change({ current: PASSWORD, password: 'rosa@propia.test' }, here)).body.code).toBe('VALIDATION');
    expect(await db().select().from(account).where(eq(account.userId, userId))).toEqual(before);
    expect((await change({ current: PASSWORD, password: NEXT }, here)).body).toEqual({ ended: 1 });
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
    expect((await signIn('rosa@propia.test', PASSWORD)).status).toBe(401);
    expect((await signIn('rosa@propia.test', NEXT)).status).toBe(200);
  });

  it('lets nobody guess the present password from an open screen', async () => {
    await makeUser('paz@propia.test');
    const cookie = await cookieOf('paz@propia.test');
    const codes: unknown[] = [];
    for (let i = 0; i < 12; i++)
      codes.push((await change({ current: `no es ${i}`, password: NEXT }, cookie)).body.code);
    expect(codes.slice(-2)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  });
});
