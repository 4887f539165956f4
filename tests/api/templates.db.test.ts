import { and, asc, eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Role } from '@/modules/access/context';
import { createMember } from '@/modules/access/create-member';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { MEMBER_MESSAGES } from '@/modules/members/messages';
import { type Mailer, smtpMailer } from '@/modules/messages/mailer';
import { TEST_MESSAGES } from '@/modules/messages/messages';
import { TEMPLATE_KINDS } from '@/modules/messages/rules';
import { sendMessages } from '@/modules/messages/send-messages';
import { messageTemplate, outboxMessage } from '@/modules/messages/tables';
import { createReservation } from '@/modules/reservations/create-reservation';
import { RESERVATION_MESSAGES } from '@/modules/reservations/messages';
import { db, transaction } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import * as api from '@/server/api/messages';
import { describeDatabases } from '../support/databases';
import { bookingInput, makeVenue, type TestVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';
import { type MailServer, startMailServer } from '../support/mail-server';

const ROLES = ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const;
const SENDER = { origin: 'https://aforo.test', address: 'hola@aforo.test' };
const OWN = {
  subject: '¡Nos vemos, {guest}!',
  body: 'Hola, {guest}\nMesa para {party}.\n\n{link}\n\nTu código: {code}',
};
const KINDS = [...TEST_MESSAGES, ...MEMBER_MESSAGES, ...RESERVATION_MESSAGES];

interface Name {
  readonly kind: string;
  readonly locale: string;
}
const NAME: Name = { kind: 'confirmation', locale: 'es' };

describeDatabases('the texts of a venue', () => {
  let place: TestVenue;
  let businessId: string;
  let server: MailServer;
  let mailer: Mailer;
  const users = {} as Record<Role, string>;
  const cookies = {} as Record<Role, string>;

  beforeAll(async () => {
    server = await startMailServer();
    mailer = smtpMailer(server.url, SENDER);
    for (const role of ROLES) {
      users[role] = await makeUser(`${role}@textos.test`.toLowerCase());
      cookies[role] = await cookieOf(`${role}@textos.test`.toLowerCase());
    }
  }, 60_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    await db().delete(rateLimit);
    await db().delete(outboxMessage);
    (server.inbox as unknown[]).length = 0;
    place = await makeVenue({ address: 'Calle Larga 12' });
    businessId = place.venue.id;
    await transaction(async (tx) => {
      for (const role of ROLES) await createMember(tx, businessId, users[role], role);
    });
  });

  const pathOf = ({ kind, locale }: Name, rest = '') =>
    `/api/mensajes/plantillas/${kind}/${locale}${rest}?businessId=${businessId}`;
  const list = async (role: Role = 'OWNER') => {
    const path = `/api/mensajes/plantillas?businessId=${businessId}`;
    return (await call(api.templates.GET, path, { cookie: cookies[role] })).body;
  };
  const send = (
    method: 'PUT' | 'DELETE' | 'POST',
    rest: '' | '/vista' | '/prueba',
    { body, role = 'OWNER', version, name = NAME }: { body?: object; role?: Role; version?: number; name?: Name } = {},
  ) => {
    const handlers = { '': api.template, '/vista': api.templatePreview, '/prueba': api.templateTest };
    return call(handlers[rest][method], pathOf(name, rest), {
      ...{ method, cookie: cookies[role], params: { ...name }, body: body ?? {} },
      headers: version === undefined ? {} : { 'if-match': `"${version}"` },
    });
  };
  const save = (body: object = OWN, more: object = {}) => send('PUT', '', { body, ...more });
  const stored = () => db().select().from(messageTemplate).where(eq(messageTemplate.businessId, businessId));
  const eventsOf = () =>
    db()
      .select()
      .from(venueEvent)
      .where(and(eq(venueEvent.businessId, businessId), eq(venueEvent.type, 'template-changed')))
      .orderBy(asc(venueEvent.seq));
  const deliver = () => sendMessages(new Date(), { kinds: KINDS, mailer });
  const book = (customerName: string) => {
    const reservedAt = new Date(Date.now() + 24 * 60 * 60_000).toISOString();
    const input = bookingInput({ customerEmail: 'lucia@correo.test', customerName, reservedAt });
    return createReservation(place.as('HOST', { locale: 'es', now: new Date() }), input);
  };

  it('are the built-in ones at first: each kind in each language', async () => {
    const { templates } = (await list('MANAGER')) as { templates: { isOwn: boolean; version: number }[] };
    expect(templates).toHaveLength(2 * TEMPLATE_KINDS.length);
    expect(templates.every(({ isOwn, version }) => !isOwn && version === 0)).toBe(true);
    expect((await list('HOST')).code).toBe('FORBIDDEN');
    expect((await list('DOOR')).code).toBe('FORBIDDEN');
    for (const [method, rest] of [
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/vista'],
      ['POST', '/prueba'],
    ] as const)
      expect((await send(method, rest, { body: OWN, role: 'HOST' })).body.code).toBe('FORBIDDEN');
  });

  it('are written by managers, recorded, and told to every screen by their name alone', async () => {
    const saved = await save(OWN, { role: 'MANAGER', version: 0 });
    const [event] = await eventsOf();
    expect(saved).toMatchObject({ status: 200, body: { ...OWN, ...NAME, isOwn: true, version: event?.seq } });
    expect(saved.headers.get('etag')).toBe(`"${event?.seq}"`);
    const { row, id } = JSON.parse(event?.payload ?? '');
    expect({ row, id }).toEqual({ id: 'confirmation.es', row: { id: 'confirmation.es', version: event?.seq } });
    expect(await stored()).toHaveLength(1);
    const ofTemplates = and(eq(auditEntry.businessId, businessId), like(auditEntry.action, 'template.%'));
    expect(await db().select().from(auditEntry).where(ofTemplates)).toMatchObject([
      { action: 'template.changed', entity: 'template', entityId: 'confirmation.es', after: OWN },
    ]);
    expect((await save()).body.version, 'nothing differs').toBe(event?.seq);
    expect(await eventsOf()).toHaveLength(1);
    const other = await makeVenue();
    expect(await db().select().from(messageTemplate).where(eq(messageTemplate.businessId, other.venue.id))).toEqual([]);
  });

  it('are not kept where they equal the built-in text, by either way back', async () => {
    const builtIn = (await send('DELETE', '')).body;
    expect(builtIn).toMatchObject({ isOwn: false, version: 0 });
    expect(await eventsOf(), 'there was none').toHaveLength(0);
    for (const back of [() => send('DELETE', ''), () => save(builtIn.builtIn as object)]) {
      await save();
      expect((await back()).body).toEqual(builtIn);
      expect(await stored()).toEqual([]);
    }
    expect((await eventsOf()).length).toBe(4);
  });

  it('are not overwritten unseen: of two people who began with the same text, the second is told', async () => {
    const [one, two] = await Promise.all([
      save(OWN, { version: 0 }),
      save({ ...OWN, subject: 'Otro' }, { version: 0, role: 'MANAGER' }),
    ]);
    const statuses = [one.status, two.status].sort();
    expect(statuses).toEqual([200, 409]);
    const refused = one.status === 409 ? one : two;
    const won = one.status === 409 ? two : one;
    expect(refused.body).toMatchObject({ code: 'VERSION_CONFLICT', current: { subject: won.body.subject } });
    expect((await send('DELETE', '', { version: 0 })).body.code).toBe('VERSION_CONFLICT');
    expect((await stored())[0]?.subject).toBe(won.body.subject);
  });

  it.each([
    ['an unknown place', { body: 'Hola {gest}\n{link}' }, { path: 'body', code: 'unknown', name: '{gest}', at: 6 }],
    ['a stray brace', { body: 'Hola {\n{link}' }, { path: 'body', code: 'malformed', name: '{', at: 6 }],
    ['no link', { body: 'Hola' }, { path: 'body', code: 'missing', name: '{link}', at: null }],
    ['a link in the subject', { subject: '{link}' }, { path: 'subject', code: 'block', name: '{link}', at: 1 }],
    ['no subject', { subject: '\u200B' }, { path: 'subject', code: 'empty' }],
    ['a long subject', { subject: 'a'.repeat(151) }, { path: 'subject' }],
    ['a long text', { body: `${'a'.repeat(4_000)}\n{link}` }, { path: 'body' }],
  ])('refuse %s, with where it is, to save, to show and to send', async (_, change, issue) => {
    for (const [method, rest] of [
      ['PUT', ''],
      ['POST', '/vista'],
      ['POST', '/prueba'],
    ] as const) {
      const { status, body } = await send(method, rest, { body: { ...OWN, ...change } });
      expect([status, body.code]).toEqual([400, 'VALIDATION']);
      expect((body.issues as object[])[0]).toMatchObject(issue);
    }
    expect(await stored()).toEqual([]);
    expect(await db().select().from(outboxMessage)).toEqual([]);
  });

  it('have no other kind and no other language', async () => {
    for (const name of [
      { kind: 'test', locale: 'es' },
      { kind: 'confirmation', locale: 'xx' },
    ])
      expect((await save(OWN, { name })).body.code).toBe('VALIDATION');
  });

  it('put a guest in as text, and a subject on one line', async () => {
    expect((await save({ ...OWN, subject: 'Hola\r\nBcc: otro@correo.test, {guest}' })).body.subject).toBe(
      'Hola Bcc: otro@correo.test, {guest}',
    );
    await book('{link} <b>Ana</b>');
    await deliver();
    const [mail] = server.inbox;
    expect(server.inbox).toHaveLength(1);
    expect(mail?.to).toMatchObject([{ address: 'lucia@correo.test' }]);
    expect(mail?.bcc ?? []).toEqual([]);
    expect(mail?.subject).toBe('Hola Bcc: otro@correo.test, {link} <b>Ana</b>');
    expect(mail?.text).toContain('Hola, {link} <b>Ana</b>\n\nMesa para 4 personas.');
    expect(mail?.html).toContain('{link} &lt;b&gt;Ana&lt;/b&gt;');
    expect(mail?.html).not.toContain('<b>');
    expect(mail?.html?.match(/href="https:\/\/aforo\.test\/pase\//g)).toHaveLength(1);
  });

  it('are shown as they are sent, with invented values, and nothing is written', async () => {
    const { body } = await send('POST', '/vista', { body: { ...OWN, subject: '<i>{guest}</i>' } });
    expect(body.subject).toBe('<i>Lucía de Ejemplo</i>');
    expect(body.html).toContain('<title>&lt;i&gt;Lucía de Ejemplo&lt;/i&gt;</title>');
    expect(body.html).toContain('href="http://localhost:3000/pase/EJEMPLO"');
    expect(body.text).toContain('Tu código: EJEMPLO');
    for (const name of [
      { kind: 'invitation', locale: 'en' },
      { kind: 'recovery', locale: 'en' },
    ]) {
      const { text } = (await send('POST', '/vista', { body: { subject: 'A', body: '{venue}\n{link}' }, name })).body;
      expect(text).toContain(`${place.venue.name}\n`);
    }
    expect(await db().select().from(outboxMessage)).toEqual([]);
    expect(await eventsOf()).toEqual([]);
  });

  it('are tried by mail to whoever asks and nobody else, a limited number of times', async () => {
    expect(await send('POST', '/prueba', { body: OWN, role: 'MANAGER' })).toMatchObject({
      ...{ status: 200, body: { recipient: 'manager@textos.test' } },
    });
    const { body: refused } = await send('POST', '/prueba', { body: { ...OWN, recipient: 'otro@correo.test' } });
    expect(refused.code).toBe('VALIDATION');
    await deliver();
    expect(server.inbox.map(({ to }) => to?.[0]?.address)).toEqual(['manager@textos.test']);
    expect(server.inbox[0]?.subject).toBe('[Prueba] ¡Nos vemos, Lucía de Ejemplo!');
    expect(await stored(), 'a test saves nothing').toEqual([]);
    const path = `/api/mensajes?businessId=${businessId}`;
    const { messages } = (await call(api.messages.GET, path, { cookie: cookies.OWNER })).body;
    expect(messages, 'nobody can have it sent again to its recipient').toMatchObject([
      { kind: 'test', state: 'SENT', repeatable: false },
    ]);
    for (let i = 0; i < 9; i++)
      expect((await send('POST', '/prueba', { body: OWN, role: 'MANAGER' })).status).toBe(200);
    expect(await send('POST', '/prueba', { body: OWN, role: 'MANAGER' })).toMatchObject({ status: 429 });
    await deliver();
    expect(server.inbox, 'none of them replaces another').toHaveLength(10);
  });
});
