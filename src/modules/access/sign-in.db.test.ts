import { like } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { describeDatabases } from '../../../tests/support/databases';
import { type Call, makeUser, PASSWORD } from '../../../tests/support/http';
import { cookiesOf, getSession, post, signIn } from '../../../tests/support/sign-in';
import { readIdentity } from './session';
import { session } from './tables';

describeDatabases('sign-in', () => {
  it('opens a session with an HttpOnly cookie', async () => {
    await makeUser('ana@local.test');
    const reply = await signIn(' Ana@local.test\n', PASSWORD);
    expect(reply.status).toBe(200);
    expect(reply.headers.getSetCookie().join()).toMatch(
      /^aforo\.session_token=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax,/,
    );
    const cookie = cookiesOf(reply);
    expect((await getSession(cookie)).body).toMatchObject({ user: { email: 'ana@local.test' } });
    expect((await post('sign-out', { cookie })).status).toBe(200);
    expect((await getSession(cookie)).body).toBeNull();
  });

  it('ends the session that the browser had, whosever it was, once the next has begun', async () => {
    const [rosa, luis] = [await makeUser('rosa@local.test'), await makeUser('luis@local.test')];
    const userOf = async (cookie: string) => (await readIdentity(cookie))?.userId ?? null;
    const elsewhere = cookiesOf(await signIn('rosa@local.test', PASSWORD));
    const first = cookiesOf(await signIn('rosa@local.test', PASSWORD));
    expect((await signIn('luis@local.test', 'otra cosa', { cookie: first })).status).toBe(401);
    expect(await userOf(first), 'a failed attempt ends nothing').toBe(rosa);
    const again = cookiesOf(await signIn('rosa@local.test', PASSWORD, { cookie: first }));
    const other = cookiesOf(await signIn('luis@local.test', PASSWORD, { cookie: again }));
    expect(await Promise.all([first, again, other, elsewhere].map(userOf))).toEqual([null, null, luis, rosa]);
  });

  it('tells the library no more than e-mail and password, and stores a bounded browser', async () => {
    await makeUser('ida@local.test');
    const body = {
      email: 'ida@local.test',
      password: PASSWORD,
      rememberMe: false,
      callbackURL: `https://evil.example/${'x'.repeat(44_000)}`,
    };
    const reply = await post('sign-in/email', { body, headers: { 'user-agent': 'x'.repeat(9_000) } });
    expect(reply).toMatchObject({ status: 200, body: { redirect: false, user: { email: 'ida@local.test' } } });
    expect(reply.headers.getSetCookie()[0]).toContain('Max-Age=');
    const stored = await db().select().from(session).where(like(session.userAgent, 'xxx%'));
    expect(stored.map(({ userAgent }) => userAgent?.length)).toEqual([300]);
    const out = { body: { callbackURL: '//evil.example', state: 'x' }, cookie: cookiesOf(reply) };
    expect(await post('sign-out', out)).toMatchObject({ status: 200, body: { success: true } });
  });

  it('lets a script in that sends fetch metadata and no Origin, and out again', async () => {
    await makeUser('guion@local.test');
    const headers = { 'sec-fetch-mode': 'cors', host: 'localhost:3000' };
    const reply = await signIn('guion@local.test', PASSWORD, { headers });
    expect(reply.status).toBe(200);
    expect((await post('sign-out', { cookie: cookiesOf(reply), headers })).status).toBe(200);
    const wrong = await signIn('guion@local.test', 'otra cosa', { headers });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
  });

  it('answers malformed bodies with a problem document and keeps every other address of the library closed', async () => {
    const deep = `{"email":"a@b.co","password":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    const bad = ['', '[]', 'null', '{', '"x"', '{"email":1,"password":2}', '{"email":"a\\u0000@b.c","password":"x"}'];
    const expectProblem = async (path: string, options: Call, status: number) => {
      const reply = await post(path, options);
      expect([path, options.raw?.slice(0, 50), reply.status]).toEqual([path, options.raw?.slice(0, 50), status]);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
    };
    for (const raw of [...bad, '{"email":"ana","password":"x"}', '{"email":"a@b.co","password":""}', deep]) {
      await expectProblem('sign-in/email', { raw }, 400);
    }
    for (const raw of ['{', '[]', deep, '{"__proto__":{"a":1}}']) await expectProblem('sign-out', { raw }, 400);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    await expectProblem('sign-in/email', { raw: 'email=a&password=b', headers: form }, 415);
    const foreign = { origin: 'https://evil.example' };
    await expectProblem('sign-in/email', { raw: '{"email":"a@b.co","password":"x"}', headers: foreign }, 403);
    for (const path of ['sign-up/email', 'delete-user', 'change-email', 'change-password', 'update-user', 'ok', 'x']) {
      await expectProblem(path, { raw: '{}' }, 404);
    }
    expect(await db().select().from(rateLimit).where(like(rateLimit.key, '%a@b.co%'))).toEqual([]);
  });
});

describeDatabases('sign-in over TLS', () => {
  it('gives cookies that are kept to this host, and goes on with sessions of the version before', async () => {
    process.env.PUBLIC_URL = 'https://aforo.example';
    Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
    const userId = await makeUser('tls@local.test');
    const headers = { origin: 'https://aforo.example', host: 'aforo.example' };
    const reply = await signIn('tls@local.test', PASSWORD, { headers });
    expect(reply.status).toBe(200);
    const lines = reply.headers.getSetCookie();
    expect(lines.map((line) => line.split('=')[0])).toEqual(['__Host-aforo.session_token', '__Host-aforo.device']);
    for (const line of lines) {
      expect(line).toMatch(/; Path=\/;/);
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; Secure/);
      expect(line).not.toMatch(/Domain/i);
    }
    const before = cookiesOf(reply).replace('__Host-aforo.session', '__Secure-aforo.session');
    expect((await readIdentity(before))?.userId).toBe(userId);
    expect((await getSession(before, headers)).body).toMatchObject({ user: { email: 'tls@local.test' } });
    const out = await post('sign-out', { cookie: before, headers });
    expect(out.status).toBe(200);
    expect(out.headers.getSetCookie().join()).toMatch(/__Host-aforo\.session_token=; Max-Age=0; Path=\/; [^,]*Secure/);
    expect(await readIdentity(before)).toBeNull();
  });
});
