import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { createMember } from '@/modules/access/create-member';
import { user } from '@/modules/access/tables';
import { ACCOUNT_MESSAGES } from '@/modules/accounts/messages';
import { pruneEmailChanges } from '@/modules/accounts/prune-email-changes';
import { emailChange } from '@/modules/accounts/tables';
import { auditEntry } from '@/modules/audit/tables';
import { createOwnerRecovery } from '@/modules/members/create-owner-recovery';
import { type Mailer, smtpMailer } from '@/modules/messages/mailer';
import { sendMessages } from '@/modules/messages/send-messages';
import { outboxMessage } from '@/modules/messages/tables';
import { db, transaction } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import * as api from '@/server/api/accounts';
import { recovery } from '@/server/api/members';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser, PASSWORD } from '../support/http';
import { type MailServer, startMailServer } from '../support/mail-server';
import { switchOn } from '../support/second-factor';
import { cookiesOf, post, signIn } from '../support/sign-in';

const ORIGIN = 'http://localhost:3000';
const PHONE =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36';

describeDatabases('what a person changes of their account', () => {
  let businessId: string;
  let server: MailServer;
  let mailer: Mailer;
  let serial = 0;
  beforeAll(async () => {
    server = await startMailServer();
    // Read once by the process, with the rest of its environment.
    Object.assign(process.env, { SMTP_URL: server.url, MAIL_FROM: 'cuenta@aforo.test', PUBLIC_URL: ORIGIN });
    mailer = smtpMailer(server.url, { origin: ORIGIN, address: 'cuenta@aforo.test' });
    businessId = (await makeVenue()).venue.id;
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await db().delete(rateLimit);
    await db().delete(outboxMessage);
    (server.inbox as unknown[]).length = 0;
  });

  const send = () => sendMessages(new Date(), { kinds: ACCOUNT_MESSAGES, mailer });
  const told = () => server.inbox.map(({ to, subject }) => [to?.[0]?.address, subject]);
  const put = (handler: typeof api.ownName, path: string, cookie: string, body: object) =>
    call(handler.PUT, `/api/me/${path}`, { method: 'PUT', cookie, body });
  const rename = (cookie: string, name: unknown) => put(api.ownName, 'nombre', cookie, { name });
  const move = (cookie: string, email: unknown, password: string = PASSWORD) =>
    put(api.ownEmail, 'correo', cookie, { email, password });
  const confirm = (token: unknown) =>
    call(api.emailConfirmation.POST, '/api/correo', { method: 'POST', body: { token } });
  const actionsOf = async (userId: string) =>
    (await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId))).map(({ action }) => action);
  const linkIn = (index: number) =>
    new RegExp(`${ORIGIN}/correo/(\\S+)`).exec(server.inbox[index]?.text ?? '')?.[1] ?? '';
  async function makeMember() {
    const email = `persona-${++serial}@cambia.test`;
    const userId = await makeUser(email, { businessId, role: 'OWNER' });
    return { email, userId, cookie: await cookieOf(email) };
  }

  it('gives the person another name at once, in the trail of every venue and not in its values', async () => {
    const { cookie, userId } = await makeMember();
    const other = (await makeVenue()).venue.id;
    await transaction((tx) => createMember(tx, other, userId, 'DOOR'));
    for (const bad of ['', ' \u200b', 7, 'x'.repeat(121)])
      expect((await rename(cookie, bad)).body.code).toBe('VALIDATION');
    expect((await rename(cookie, '  Lucía Vega ')).body).toEqual({ name: 'Lucía Vega' });
    expect((await call(me, '/api/me', { cookie })).body.user).toMatchObject({ name: 'Lucía Vega' });
    await rename(cookie, 'Lucía Vega');
    const entries = await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId));
    expect(entries.map((entry) => [entry.action, entry.businessId]).sort()).toEqual(
      [businessId, other].sort().map((id) => ['member.name-changed', id]),
    );
    expect(JSON.stringify(entries)).not.toContain('Vega');
  });

  it('moves the account to another address once the link that went there is used, and tells the old one', async () => {
    const { email, cookie, userId } = await makeMember();
    expect((await move(cookie, 'nueva@cambia.test', 'otra cosa')).body.code).toBe('INVALID_CREDENTIALS');
    expect((await move(cookie, 'no es un correo')).body.code).toBe('VALIDATION');
    expect((await move(cookie, 'Nueva@cambia.test')).body).toEqual({ email: 'nueva@cambia.test', confirming: true });
    await send();
    expect(told()).toEqual([['nueva@cambia.test', 'Confirma tu correo nuevo']]);
    expect(JSON.stringify(await db().select().from(emailChange))).not.toContain(linkIn(0).split('.').at(-1));
    expect((await signIn('nueva@cambia.test', PASSWORD)).status, 'nothing counts yet').toBe(401);
    const recovered = await createOwnerRecovery({ email, by: 'operador', now: new Date() });
    const both = await Promise.all([confirm(linkIn(0)), confirm(linkIn(0))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect((await confirm(linkIn(0))).body.code).toBe('LINK_USED');
    expect((await signIn('nueva@cambia.test', PASSWORD)).status).toBe(200);
    expect((await signIn(email, PASSWORD)).status).toBe(401);
    expect((await call(me, '/api/me', { cookie })).body.user).toMatchObject({ email: 'nueva@cambia.test' });
    const old = await call(recovery.POST, '/api/recuperacion', {
      ...{ method: 'POST', body: { token: recovered.path.split('/').at(-1), password: 'otra clave muy larga' } },
    });
    expect(old.body.code, 'links for the old address end').toBe('LINK_REVOKED');
    await send();
    expect(told().slice(1)).toEqual([[email, 'El correo de tu cuenta cambió']]);
    expect(JSON.stringify(server.inbox[1])).not.toContain('nueva@cambia.test');
    expect(await actionsOf(userId)).toEqual(expect.arrayContaining(['member.email-asked', 'member.email-changed']));
    expect(JSON.stringify(await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId)))).not.toContain(
      '@',
    );
  });

  it('takes no address that somebody has, also of two who want it at the same moment', async () => {
    const [one, two] = [await makeMember(), await makeMember()];
    expect(await move(one.cookie, two.email)).toMatchObject({ status: 409, body: { code: 'EMAIL_TAKEN' } });
    for (const { cookie } of [one, two]) expect((await move(cookie, 'querida@cambia.test')).status).toBe(200);
    await send();
    const both = await Promise.all([confirm(linkIn(0)), confirm(linkIn(1))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.map(({ body }) => body.code)).toContain('EMAIL_TAKEN');
  });

  it('ends a change that a newer one replaces, that has waited for a day, or that is none', async () => {
    const { cookie, userId } = await makeMember();
    await move(cookie, 'primera@cambia.test');
    await send();
    await move(cookie, 'segunda@cambia.test');
    await send();
    expect((await confirm(linkIn(0))).body.code).toBe('LINK_REVOKED');
    const yesterday = new Date(Date.now() - 1);
    await db().update(emailChange).set({ expiresAt: yesterday }).where(eq(emailChange.userId, userId));
    expect((await confirm(linkIn(1))).body.code).toBe('LINK_EXPIRED');
    for (const bad of ['', 'x', `${linkIn(1).slice(0, -4)}AAAA`]) expect((await confirm(bad)).status).toBe(404);
    for (const bad of [undefined, 7, 'x'.repeat(201)]) expect((await confirm(bad)).body.code).toBe('VALIDATION');
    await pruneEmailChanges(new Date(Date.now() + 91 * 24 * 60 * 60_000));
    expect(await db().select().from(emailChange).where(eq(emailChange.userId, userId))).toEqual([]);
  });

  it('counts at once for an account to which no venue can write', async () => {
    await makeUser('sola@cambia.test');
    const cookie = await cookieOf('sola@cambia.test');
    expect((await move(cookie, 'sola@cambia.test')).body).toEqual({ email: 'sola@cambia.test', confirming: false });
    expect((await move(cookie, 'mudada@cambia.test')).body).toEqual({ email: 'mudada@cambia.test', confirming: false });
    expect((await signIn('mudada@cambia.test', PASSWORD)).status).toBe(200);
  });

  const headers = { 'user-agent': PHONE, 'accept-language': 'en' };
  const makeOld = (userId: string) =>
    db()
      .update(user)
      .set({ createdAt: new Date(0) })
      .where(eq(user.id, userId));

  it('is told of a sign-in on a device that the account had not used, and of no other', async () => {
    const { email, userId } = await makeMember();
    await signIn(email, PASSWORD, { headers });
    await makeOld(userId);
    const first = await signIn(email, PASSWORD, { headers });
    await send();
    expect(told()).toEqual([[email, 'New sign-in to your account']]);
    expect(server.inbox[0]?.text).toMatch(/Chrome · Pixel 8|Chrome · Android/);
    expect(server.inbox[0]?.text).toContain('GMT-5');
    expect(server.inbox[0]?.text).not.toContain('10.0.0.1');
    await signIn(email, PASSWORD, { headers, cookie: cookiesOf(first) });
    await signIn(email, 'otra cosa', { headers });
    await send();
    expect(server.inbox).toHaveLength(1);
    expect((await actionsOf(userId)).filter((action) => action === 'member.new-device')).toHaveLength(1);
  });

  it('is told only once the code of the second factor has opened the session', async () => {
    const { email, userId, cookie } = await makeMember();
    const { phone } = await switchOn(userId, cookie);
    await makeOld(userId);
    const begun = cookiesOf(await signIn(email, PASSWORD, { headers }));
    await send();
    expect(server.inbox).toEqual([]);
    await post('two-factor/verify-totp', { body: { code: phone.code() }, cookie: begun, headers });
    await send();
    expect(told()).toEqual([[email, 'New sign-in to your account']]);
  });
});
