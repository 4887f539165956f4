import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { createMember } from '@/modules/access/create-member';
import { twoFactor, user, verification } from '@/modules/access/tables';
import { auditEntry } from '@/modules/audit/tables';
import { createOwnRecovery } from '@/modules/members/create-own-recovery';
import { createOwnerRecovery } from '@/modules/members/create-owner-recovery';
import { outboxMessage } from '@/modules/messages/tables';
import { readToken } from '@/modules/messages/write-message';
import { db, transaction } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import * as api from '@/server/api/members';
import { authenticator } from '../support/authenticator';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser, PASSWORD, type Reply } from '../support/http';
import { factorApi, forgetSteps, switchOn } from '../support/second-factor';
import { cookiesOf, getSession, post, signIn } from '../support/sign-in';
import { wholeDatabase } from '../support/whole-database';

const NEXT = 'otra clave muy larga';

describeDatabases('the second factor', () => {
  let businessId: string;
  let count = 0;
  beforeAll(async () => {
    businessId = (await makeVenue()).venue.id;
  });
  beforeEach(() => db().delete(rateLimit));

  async function makeMember(role: 'OWNER' | 'MANAGER' | 'HOST' = 'HOST') {
    const email = `persona-${++count}@factor.test`;
    const userId = await makeUser(email, { businessId, role });
    return { email, userId, cookie: await cookieOf(email) };
  }
  async function makeProtected(role: 'OWNER' | 'MANAGER' | 'HOST' = 'HOST') {
    const member = await makeMember(role);
    return { ...member, ...(await switchOn(member.userId, member.cookie)) };
  }
  /** The cookies of a sign-in whose password was right. */
  const begin = async (email: string) => cookiesOf(await signIn(email, PASSWORD));
  const send = (kind: 'totp' | 'backup-code', code: unknown, cookie: string) =>
    post(`two-factor/verify-${kind}`, { body: { code }, cookie, headers: { 'x-forwarded-for': '10.0.0.1' } });
  const isSignedIn = async (reply: Reply) => (await call(me, '/api/me', { cookie: cookiesOf(reply) })).status === 200;
  const actionsOf = async (userId: string) =>
    (await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId))).map((entry) => entry.action);

  it('is switched on by the password and a first code, and is in the trail of every venue', async () => {
    const { email, userId, cookie } = await makeMember();
    const other = (await makeVenue()).venue.id;
    await transaction((tx) => createMember(tx, other, userId, 'DOOR'));
    expect((await factorApi.read(cookie)).body).toEqual({ on: false, codes: 0 });
    expect((await factorApi.begin(cookie, 'otra cosa')).body.code).toBe('INVALID_CREDENTIALS');
    expect((await factorApi.confirm(cookie, '123456')).body.code).toBe('SECOND_FACTOR_CHANGED');
    const first = (await factorApi.begin(cookie)).body as { secret: string };
    expect((await signIn(email, PASSWORD)).body, 'nothing counts yet').toHaveProperty('user');
    const begun = (await factorApi.begin(cookie)).body as { secret: string; uri: string; codes: string[] };
    expect(begun.uri).toContain(`secret=${begun.secret}`);
    expect(begun.codes).toHaveLength(10);
    for (const wrong of [authenticator(first.secret).code(), '000', begun.codes[0] ?? ''])
      expect((await factorApi.confirm(cookie, wrong)).body.code).toBe('SECOND_FACTOR_CODE');
    const code = authenticator(begun.secret).code();
    expect((await factorApi.confirm(cookie, `${code.slice(0, 3)} ${code.slice(3)}`)).body).toEqual({
      on: true,
      codes: 10,
    });
    expect((await factorApi.begin(cookie)).body.code).toBe('SECOND_FACTOR_CHANGED');
    expect((await factorApi.confirm(cookie, code)).body.code).toBe('SECOND_FACTOR_CHANGED');
    expect((await call(me, '/api/me', { cookie })).status, 'the session goes on').toBe(200);
    const entries = await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId));
    expect(entries.map((entry) => [entry.action, entry.businessId]).sort()).toEqual(
      [businessId, other].sort().map((id) => ['member.second-factor-on', id]),
    );
    const rows = (await wholeDatabase()).join('\n');
    for (const open of [...begun.codes, begun.secret]) expect(rows).not.toContain(open.toLowerCase());
  });

  it('is begun several times at once: each gets an answer, and one of them can be confirmed', async () => {
    const { userId, cookie } = await makeMember();
    const begun = await Promise.all([1, 2, 3, 4].map(() => factorApi.begin(cookie)));
    expect(begun.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await db().select().from(twoFactor).where(eq(twoFactor.userId, userId))).toHaveLength(1);
    const answers = [];
    for (const { body } of begun)
      answers.push(await factorApi.confirm(cookie, authenticator(String(body.secret)).code()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('asks for a code once the password was right, and opens no session before', async () => {
    const { email, phone } = await makeProtected();
    const reply = await signIn(email, PASSWORD);
    expect(reply).toMatchObject({ status: 200, body: { twoFactorRedirect: true } });
    expect(JSON.stringify(reply.body)).not.toMatch(/token|user/);
    expect(reply.headers.getSetCookie().join()).not.toContain('aforo.device');
    const cookie = cookiesOf(reply);
    expect((await call(me, '/api/me', { cookie })).status).toBe(401);
    expect((await getSession(cookie)).body).toBeNull();
    for (const wrong of [phone.code(-3), '12345', 'x'])
      expect((await send('totp', wrong, cookie)).body.code).toBe('SECOND_FACTOR_CODE');
    const opened = await send('totp', phone.code(), cookie);
    expect(opened.status).toBe(200);
    expect(await isSignedIn(opened)).toBe(true);
    expect(opened.headers.getSetCookie().join()).toContain('aforo.device');
    expect((await send('totp', phone.code(1), cookie)).body.code, 'a sign-in is over').toBe('SECOND_FACTOR_ENDED');
  });

  it('accepts a code once, also of two at the same moment, and none from before it', async () => {
    const { email, phone, userId } = await makeProtected();
    const code = phone.code();
    const both = await Promise.all(
      (await Promise.all([begin(email), begin(email)])).map((each) => send('totp', code, each)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(both.map(({ body }) => body.code)).toContain('SECOND_FACTOR_CODE');
    const later = await begin(email);
    expect((await send('totp', code, later)).body.code).toBe('SECOND_FACTOR_CODE');
    expect((await send('totp', phone.code(-1), later)).body.code).toBe('SECOND_FACTOR_CODE');
    expect((await send('totp', phone.code(1), later)).status).toBe(200);
    await forgetSteps(userId);
    const again = await begin(email);
    const twice = await Promise.all([send('totp', phone.code(), again), send('totp', phone.code(1), again)]);
    expect(
      twice.filter(({ status }) => status === 200),
      'one sign-in opens one session',
    ).toHaveLength(1);
  });

  it('takes a recovery code instead, once, as people type it', async () => {
    const { email, codes, cookie } = await makeProtected();
    const [one = '', two = ''] = codes;
    const opened = await send('backup-code', ` ${one.toUpperCase().replace('-', ' ')} `, await begin(email));
    expect(await isSignedIn(opened)).toBe(true);
    expect((await send('backup-code', one, await begin(email))).body.code).toBe('SECOND_FACTOR_CODE');
    const both = await Promise.all(
      (await Promise.all([begin(email), begin(email)])).map((each) => send('backup-code', two, each)),
    );
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await factorApi.read(cookie)).body).toEqual({ on: true, codes: 8 });
  });

  it('refuses what is no code of a sign-in that waits', async () => {
    const { email, phone } = await makeProtected();
    const cookie = await begin(email);
    for (const bad of [undefined, '', 7, 'x'.repeat(41), null])
      expect((await send('totp', bad, cookie)).body.code).toBe('VALIDATION');
    expect((await send('totp', phone.code(), '')).body.code).toBe('SECOND_FACTOR_ENDED');
    expect((await send('totp', phone.code(), cookie.replace(/two_factor=./, 'two_factor=x'))).body.code).toBe(
      'SECOND_FACTOR_ENDED',
    );
    await db()
      .update(verification)
      .set({ expiresAt: new Date(0) });
    expect((await send('totp', phone.code(), cookie)).body.code).toBe('SECOND_FACTOR_ENDED');
    for (const path of ['enable', 'disable', 'generate-backup-codes', 'get-totp-uri', 'send-otp', 'verify-otp'])
      expect((await post(`two-factor/${path}`, { body: { password: PASSWORD }, cookie })).status).toBe(404);
  });

  it('counts wrong codes as wrong passwords, ends a sign-in after five and pauses after ten', async () => {
    const { email, phone, userId } = await makeProtected();
    const guess = async (cookie: string) => (await send('totp', '000000', cookie)).body.code;
    const first = await begin(email);
    for (let i = 0; i < 5; i++) expect(await guess(first)).toBe('SECOND_FACTOR_CODE');
    expect(await guess(first)).toBe('SECOND_FACTOR_ENDED');
    const second = await begin(email);
    for (let i = 0; i < 5; i++) expect(await guess(second)).toBe('SECOND_FACTOR_CODE');
    const refused = await signIn(email, PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    await db().delete(rateLimit);
    const third = await begin(email);
    expect(await send('totp', phone.code(), third)).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    await db()
      .update(twoFactor)
      .set({ lockedUntil: new Date(0), lastStep: null })
      .where(eq(twoFactor.userId, userId));
    expect((await send('totp', phone.code(), await begin(email))).status).toBe(200);
  });

  it('gives new recovery codes for the password, and is switched off by it', async () => {
    const { email, codes, cookie, userId } = await makeProtected();
    expect((await factorApi.renew(cookie, 'otra cosa')).body.code).toBe('INVALID_CREDENTIALS');
    const renewed = (await factorApi.renew(cookie)).body.codes as string[];
    expect((await send('backup-code', codes[0] ?? '', await begin(email))).body.code).toBe('SECOND_FACTOR_CODE');
    expect((await send('backup-code', renewed[0] ?? '', await begin(email))).status).toBe(200);
    expect((await factorApi.switchOff(cookie, 'otra cosa')).body.code).toBe('INVALID_CREDENTIALS');
    const both = await Promise.all([factorApi.switchOff(cookie), factorApi.switchOff(cookie)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await isSignedIn(await signIn(email, PASSWORD))).toBe(true);
    expect((await factorApi.renew(cookie)).body.code).toBe('SECOND_FACTOR_CHANGED');
    expect(await actionsOf(userId)).toEqual(
      expect.arrayContaining(['member.codes-renewed', 'member.second-factor-off']),
    );
  });

  const recover = (token: string) =>
    call(api.recovery.POST, '/api/recuperacion', { method: 'POST', body: { token, password: NEXT } });

  it('is asked for after a new password by e-mail', async () => {
    const { email, phone, userId } = await makeProtected();
    await createOwnRecovery(email, { now: new Date(), requestId: 'r', locale: 'es' });
    const [message] = await db().select().from(outboxMessage).where(eq(outboxMessage.recipient, email));
    if (!message) throw new Error('no message');
    const reply = await recover(readToken(message) ?? '');
    expect(reply).toMatchObject({ status: 200, body: { userId, needsCode: true } });
    expect(await isSignedIn(reply)).toBe(false);
    expect(await isSignedIn(await send('totp', phone.code(), cookiesOf(reply)))).toBe(true);
    expect((await factorApi.read(await cookiesAfter(email, phone, userId))).body).toMatchObject({ on: true });
  });

  async function cookiesAfter(email: string, phone: { code(): string }, userId: string): Promise<string> {
    await forgetSteps(userId);
    const cookie = cookiesOf(await signIn(email, NEXT));
    return cookiesOf(await send('totp', phone.code(), cookie));
  }

  it('is switched off by a link that a manager, or the command, has made', async () => {
    const manager = await makeMember('MANAGER');
    const host = await makeProtected();
    const path = `/api/miembros/${host.userId}/recuperacion`;
    const made = await call(api.recoveryLink.POST, path, {
      ...{ method: 'POST', cookie: manager.cookie, params: { userId: host.userId }, body: {} },
    });
    const owner = await makeProtected('OWNER');
    const command = await createOwnerRecovery({ email: owner.email, by: 'operador', now: new Date() });
    for (const [link, { userId }] of [
      [String(made.body.url), host],
      [command.path, owner],
    ] as const) {
      const reply = await recover(link.split('/').at(-1) ?? '');
      expect(reply).toMatchObject({ status: 200, body: { needsCode: false } });
      const cookie = cookiesOf(reply);
      expect((await factorApi.read(cookie)).body).toEqual({ on: false, codes: 0 });
      const entries = await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId));
      expect(entries.find(({ action }) => action === 'member.recovered')?.after).toMatchObject({ secondFactor: 'off' });
    }
  });

  it('lets nobody join a team by the password alone', async () => {
    const { email } = await makeProtected();
    const other = (await makeVenue()).venue.id;
    const owner = `duena-${count}@factor.test`;
    await makeUser(owner, { businessId: other, role: 'OWNER' });
    const invited = await call(api.invitations.POST, '/api/miembros/invitaciones', {
      ...{ method: 'POST', cookie: await cookieOf(owner), body: { role: 'HOST', email } },
    });
    const token = String(invited.body.url).split('/').at(-1);
    const accept = (body: object, cookie = '') =>
      call(api.acceptance.POST, '/api/invitaciones/aceptar', { method: 'POST', body, cookie });
    const reply = await accept({ token, name: 'X', email, password: PASSWORD });
    expect(reply).toMatchObject({ status: 403, body: { code: 'SECOND_FACTOR_REQUIRED' } });
    expect(reply.headers.getSetCookie()).toEqual([]);
  });

  it('tells who manages the team which members have one', async () => {
    const manager = await makeMember('MANAGER');
    const host = await makeProtected();
    const { body } = await call(api.members.GET, '/api/miembros', { cookie: manager.cookie });
    const rows = body.members as { userId: string; secondFactor: boolean }[];
    const has = (id: string) => rows.find(({ userId }) => userId === id)?.secondFactor;
    expect([has(manager.userId), has(host.userId)]).toEqual([false, true]);
  });

  it('belongs to accounts alone: those from before it have none and sign in as ever', async () => {
    const { email, userId } = await makeMember();
    expect(await db().select().from(twoFactor).where(eq(twoFactor.userId, userId))).toEqual([]);
    const [row] = await db().select({ isOn: user.twoFactorEnabled }).from(user).where(eq(user.id, userId));
    expect(row).toEqual({ isOn: false });
    expect(await isSignedIn(await signIn(email, PASSWORD))).toBe(true);
  });
});
