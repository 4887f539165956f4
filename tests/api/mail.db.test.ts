import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { MEMBER_MESSAGES } from '@/modules/members/messages';
import { recovery } from '@/modules/members/tables';
import { type Mailer, smtpMailer } from '@/modules/messages/mailer';
import { sendMessages } from '@/modules/messages/send-messages';
import { outboxMessage } from '@/modules/messages/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import * as api from '@/server/api/members';
import { messageAgain, messages } from '@/server/api/messages';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser, PASSWORD } from '../support/http';
import { type MailServer, startMailServer } from '../support/mail-server';
import { cookiesOf, signIn } from '../support/sign-in';

const ORIGIN = 'http://localhost:3000';
const NEW_PASSWORD = 'otra clave muy larga';

describeDatabases('the mail of a team', () => {
  let businessId: string;
  let owner: string;
  let server: MailServer;
  let mailer: Mailer;

  beforeAll(async () => {
    server = await startMailServer();
    // Read once by the process, with the rest of its environment.
    Object.assign(process.env, { SMTP_URL: server.url, MAIL_FROM: 'equipo@aforo.test', PUBLIC_URL: ORIGIN });
    mailer = smtpMailer(server.url, { origin: ORIGIN, address: 'equipo@aforo.test' });
    businessId = (await makeVenue()).venue.id;
    for (const role of ['OWNER', 'HOST'] as const)
      await makeUser(`${role}@correo.test`.toLowerCase(), { businessId, role });
    owner = await cookieOf('owner@correo.test');
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    await db().delete(rateLimit);
    await db().delete(outboxMessage);
    (server.inbox as unknown[]).length = 0;
  });

  const send = () => sendMessages(new Date(), { kinds: MEMBER_MESSAGES, mailer });
  const invite = (email: string) =>
    call(api.invitations.POST, '/api/miembros/invitaciones', {
      ...{ method: 'POST', cookie: owner, body: { role: 'DOOR', email } },
    });
  const ask = (email: string) =>
    call(api.recoveryRequest.POST, '/api/recuperacion/pedir', { method: 'POST', body: { email } });
  const list = async () => (await call(messages.GET, '/api/mensajes', { cookie: owner })).body;
  const linkIn = (index: number, page: string) =>
    new RegExp(`${ORIGIN}/${page}/(\\S+)`).exec(server.inbox[index]?.text ?? '')?.[1] ?? '';

  it('invites by the link that the screen shows, and not once it is revoked', async () => {
    const made = await invite('Nuevo@correo.test');
    expect(await list()).toMatchObject({
      sends: true,
      messages: [{ kind: 'invitation', recipient: 'nuevo@correo.test' }],
    });
    expect(JSON.stringify(await db().select().from(outboxMessage)), 'the link is sealed').not.toContain(
      String(made.body.url).split('.').at(-1),
    );
    await send();
    expect(server.inbox.map(({ to }) => to?.[0]?.address)).toEqual(['nuevo@correo.test']);
    expect(`${ORIGIN}/invitacion/${linkIn(0, 'invitacion')}`).toBe(made.body.url);
    const other = await invite('otro@correo.test');
    const id = String(other.body.id);
    await call(api.invitation.DELETE, `/api/miembros/invitaciones/${id}`, {
      ...{ method: 'DELETE', cookie: owner, params: { id } },
    });
    await send();
    expect(server.inbox).toHaveLength(1);
    expect((await list()).messages).toMatchObject([{ state: 'SUPERSEDED' }, { state: 'SENT', repeatable: true }]);
  });

  it('is sent again when its owner asks, which the audit records without the address', async () => {
    await invite('repetida@correo.test');
    await send();
    const [{ id }] = (await list()).messages as [{ id: string }];
    const again = () =>
      call(messageAgain.POST, `/api/mensajes/${id}/reenviar`, { method: 'POST', cookie: owner, params: { id } });
    expect(await again()).toMatchObject({ status: 200, body: { message: { state: 'WAITING', repeatable: false } } });
    expect(await again()).toMatchObject({ status: 409, body: { code: 'MESSAGE_CLOSED' } });
    await send();
    expect(server.inbox).toHaveLength(2);
    const entries = await db().select().from(auditEntry).where(eq(auditEntry.entityId, id));
    expect(entries.map(({ action }) => action)).toEqual(['message.sent-again']);
    expect(JSON.stringify(entries)).not.toContain('repetida');
  });

  it('answers the same to every address, and writes to members alone', async () => {
    await makeUser('sin-local@correo.test');
    const replies = [];
    for (const email of ['HOST@correo.test', 'nadie@correo.test', 'sin-local@correo.test']) {
      const started = performance.now();
      const { status, body, headers } = await ask(email);
      expect(performance.now() - started, 'its time tells nothing').toBeGreaterThanOrEqual(390);
      const names = [...headers.keys()].sort().join();
      replies.push(JSON.stringify({ status, body, names }));
    }
    expect(new Set(replies)).toEqual(new Set([replies[0]]));
    expect(JSON.parse(replies[0] ?? '')).toMatchObject({ status: 202, body: {} });
    await send();
    expect(server.inbox.map(({ to }) => to?.[0]?.address)).toEqual(['host@correo.test']);
    expect((await ask('no-es-un-correo')).body.code).toBe('VALIDATION');
  });

  it('limits how often any address can be asked for', async () => {
    for (const email of ['host@correo.test', 'nadie@correo.test']) {
      for (let i = 0; i < 3; i++) expect((await ask(email)).status).toBe(202);
      expect(await ask(email)).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    }
  });

  it('lets a member choose a new password once, which ends every other link', async () => {
    await ask('host@correo.test');
    await ask('host@correo.test');
    await send();
    const [first, second] = [linkIn(0, 'recuperar'), linkIn(1, 'recuperar')];
    const recover = (token: string) =>
      call(api.recovery.POST, '/api/recuperacion', { method: 'POST', body: { token, password: NEW_PASSWORD } });
    const done = await recover(first);
    expect(done).toMatchObject({ status: 200, body: { businessId } });
    expect(cookiesOf(done)).not.toBe('');
    expect((await recover(first)).body.code).toBe('LINK_USED');
    expect((await recover(second)).body.code).toBe('LINK_REVOKED');
    expect((await signIn('host@correo.test', PASSWORD)).status).toBe(401);
    expect((await signIn('host@correo.test', NEW_PASSWORD)).status).toBe(200);
    expect(await db().select().from(recovery)).not.toHaveLength(0);
  });
});
