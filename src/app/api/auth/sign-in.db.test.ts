import { expect, it } from 'vitest';
import { describeDatabases } from '../../../../tests/support/databases';
import { type Call, call, makeUser, PASSWORD } from '../../../../tests/support/http';
import { GET, POST } from './[...all]/route';

const BASE = '/api/auth';
const post = (path: string, options: Call) =>
  call(POST, `${BASE}/${path}`, { method: 'POST', params: { all: path.split('/') }, ...options });
const signIn = (email: string, password: string, address = '10.0.0.1') =>
  post('sign-in/email', { body: { email, password }, headers: { 'x-forwarded-for': address } });

describeDatabases('sign-in', () => {
  it('opens a session with an HttpOnly cookie', async () => {
    await makeUser('ana@local.test');
    const reply = await signIn('Ana@local.test', PASSWORD);
    expect(reply.status).toBe(200);
    expect(reply.headers.getSetCookie().join()).toMatch(/^aforo\.session_token=.*HttpOnly; SameSite=Lax/);
    const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const session = await call(GET, `${BASE}/get-session`, { cookie, params: { all: ['get-session'] } });
    expect(session.body).toMatchObject({ user: { email: 'ana@local.test' } });
    expect((await post('sign-out', { cookie })).status).toBe(200);
    const after = await call(GET, `${BASE}/get-session`, { cookie, params: { all: ['get-session'] } });
    expect(after.body).toBeNull();
  });

  it('stops after ten failures of one account, known or not, without telling which', async () => {
    await makeUser('eva@local.test');
    const attempts = async (email: string, address: string) => {
      const statuses = await Promise.all(Array.from({ length: 12 }, () => signIn(email, 'mal', address)));
      return statuses.map((reply) => reply.status).sort();
    };
    const expected = [...Array(10).fill(401), 429, 429];
    expect(await attempts('eva@local.test', '10.0.0.2')).toEqual(expected);
    expect(await attempts('nadie@local.test', '10.0.0.3')).toEqual(expected);
    const blocked = await signIn('eva@local.test', PASSWORD, '10.0.0.4');
    expect(blocked).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(600);
  });

  it('lets a script in that sends fetch metadata and no Origin, and out again', async () => {
    await makeUser('guion@local.test');
    const headers = { 'sec-fetch-mode': 'cors', host: 'localhost:3000' };
    const body = { email: 'guion@local.test', password: PASSWORD };
    const reply = await post('sign-in/email', { body, headers });
    expect(reply.status).toBe(200);
    const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await post('sign-out', { cookie, headers })).status).toBe(200);
    const wrong = await post('sign-in/email', { body: { ...body, password: 'otra cosa' }, headers });
    expect(wrong).toMatchObject({ status: 401, body: { code: 'INVALID_CREDENTIALS' } });
  });

  it('does not count successes', async () => {
    await makeUser('leo@local.test');
    const replies = await Promise.all(Array.from({ length: 12 }, () => signIn('leo@local.test', PASSWORD)));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
  });

  it('answers malformed bodies with a 4xx and keeps every other address of the library closed', async () => {
    const raws = ['', '[]', 'null', '{', '"x"', '{"email":1,"password":2}', '{"email":"a\\u0000@b.c","password":"x"}'];
    for (const raw of raws) {
      const { status } = await post('sign-in/email', { raw });
      expect([raw, status]).toEqual([raw, 400]);
    }
    const form = await post('sign-in/email', {
      raw: 'email=a&password=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(415);
    expect((await post('sign-out', { raw: '{' })).status).toBeLessThan(500);
    const foreign = { origin: 'https://evil.example' };
    const crossSite = await post('sign-in/email', { body: { email: 'a@b.co', password: 'x' }, headers: foreign });
    expect(crossSite.status).toBe(403);
    for (const path of ['sign-up/email', 'delete-user', 'change-email', 'change-password', 'update-user', 'ok', 'x']) {
      expect([path, (await post(path, { body: {} })).status]).toEqual([path, 404]);
    }
  });
});
