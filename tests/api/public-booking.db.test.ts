import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { auditEntry } from '@/modules/audit/tables';
import { bookingPolicy, onlineBooking } from '@/modules/booking/tables';
import { makeTonight, type Tonight } from '@/modules/floor/tonight.fixture';
import { outboxMessage } from '@/modules/messages/tables';
import { RESERVATION_MESSAGES } from '@/modules/reservations/messages';
import { reservation } from '@/modules/reservations/tables';
import { hold } from '@/modules/tables/tables';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { bookingPage } from '@/server/api/booking-page';
import { oneHold, publicBooking, publicHold, publicOffer, publicPage } from '@/server/api/public-booking';
import { formPage, startPage } from '@/server/pages/form-page';
import { managePage } from '@/server/pages/manage-page';
import { venuePage } from '@/server/pages/venue-page';
import { describeDatabases } from '../support/databases';
import { call, cookieOf, HOST, makeUser, type Reply } from '../support/http';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describeDatabases('booking by oneself', () => {
  let venue: Tonight;
  let slug: string;
  let cookie: string;
  let day: string;
  beforeEach(async () => {
    await db().delete(rateLimit);
    venue = await makeTonight([2, 4], [], { noticeMinutes: 0 });
    slug = venue.venue.slug;
    day = addDays(businessDayOf(new Date(), venue.venue), 1);
    const email = `${slug}@pagina.test`;
    await makeUser(email, { businessId: venue.venue.id, role: 'OWNER' });
    cookie = await cookieOf(email);
  });

  const write = (body: object, headers = {}) =>
    call(bookingPage.PUT, '/api/pagina', { method: 'PUT', cookie, body, headers });
  const offered = (party = 2, changes = '') =>
    call(publicOffer.GET, `/api/public/${slug}/disponibilidad?day=${day}&party=${party}${changes}`, {
      params: { slug },
    });
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const keep = (at: string, party = 2, address = '192.0.2.1') =>
    call(publicHold.POST, '', { method: 'POST', params: { slug }, body: { at, party }, headers: from(address) });
  const GUEST = { name: 'Ana Guest', email: 'ana@guest.test', policyVersion: 1, locale: 'es' };
  const book = (body: object, address = '192.0.2.1') =>
    call(publicBooking.POST, '', { method: 'POST', params: { slug }, body, headers: from(address) });
  const first = async (party = 2) => ((await offered(party)).body.slots as { at: string }[])[0]?.at ?? '';
  const booked = () => db().select().from(reservation).where(eq(reservation.businessId, venue.venue.id));
  const page = (endpoint: { GET: typeof venuePage.GET }, token = '', query = '') =>
    call(endpoint.GET, `/v/${slug}${query}`, { params: { slug, token }, headers: { 'accept-language': 'es' } });
  const send = (endpoint: { POST: typeof formPage.POST }, fields: Record<string, string>, token = '') =>
    call(endpoint.POST, `/v/${slug}?lang=en`, {
      ...{ method: 'POST', params: { slug, token }, raw: new URLSearchParams(fields).toString() },
      headers: { ...FORM, ...from('192.0.2.1') },
    });
  const textOf = ({ body }: Reply) => String(body.text);

  it('is closed until the owner opens it, and each version of the terms stays', async () => {
    expect((await call(publicPage.GET, '', { params: { slug } })).status).toBe(404);
    expect((await offered()).body.code).toBe('NOT_FOUND');
    expect((await write({ maxParty: 3 })).body).toMatchObject({ open: false, policyVersion: 1, maxParty: 3 });
    expect((await offered()).body.code).toBe('BOOKING_CLOSED');
    const opened = await write({ open: true, policy: { es: 'Ven a tiempo.' } });
    expect(opened.body).toMatchObject({ open: true, policyVersion: 2 });
    expect((await write({ open: true })).body.version).toBe(opened.body.version);
    expect((await write({ open: false }, { 'if-match': '"0"' })).body.code).toBe('VERSION_CONFLICT');
    const versions = await db().select().from(bookingPolicy).where(eq(bookingPolicy.businessId, venue.venue.id));
    expect(versions.map(({ policy }) => policy)).toEqual(expect.arrayContaining([{}, { es: 'Ven a tiempo.' }]));
    const shown = await call(publicPage.GET, '', { params: { slug }, headers: { 'accept-language': 'en' } });
    expect(shown.body).toMatchObject({ policy: 'Ven a tiempo.', maxParty: 3, policyVersion: 2 });
    expect((await offered(4)).body).toMatchObject({ code: 'PARTY_TOO_LARGE', most: 3 });
    const [entry] = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, venue.venue.id), eq(auditEntry.action, 'venue.page-changed')));
    expect(entry).toBeDefined();
    await db().update(business).set({ suspended: true }).where(eq(business.id, venue.venue.id));
    expect((await offered()).body.code).toBe('NOT_FOUND');
  });

  it('offers, keeps and books without a session, and gives the same answer to the same form', async () => {
    await write({ open: true });
    const at = await first();
    const held = await keep(at);
    expect([held.status, Object.keys(held.body).sort()]).toEqual([201, ['expiresAt', 'holdId']]);
    const form = { ...GUEST, holdId: held.body.holdId, marketing: true };
    const made = await book(form);
    expect([made.status, Object.keys(made.body).sort()]).toEqual([201, ['code', 'manageUrl', 'passUrl']]);
    expect((await book({ ...form, name: 'Somebody else' })).body).toEqual(made.body);
    const [row] = await booked();
    expect(row).toMatchObject({ customerName: 'Ana Guest', channel: 'ONLINE', status: 'CONFIRMED', guestCount: 2 });
    const [kept] = await db()
      .select()
      .from(onlineBooking)
      .where(eq(onlineBooking.reservationId, row?.id ?? ''));
    expect(kept).toMatchObject({ policyVersion: 1, locale: 'es', marketingAt: expect.any(Date) });
    const [message] = await db()
      .select()
      .from(outboxMessage)
      .where(eq(outboxMessage.subjectId, row?.id ?? ''));
    expect(message).toMatchObject({ kind: 'confirmation', recipient: 'ana@guest.test', locale: 'es' });
    const sender = { origin: `http://${HOST}`, address: 'aforo@local.test' };
    const [confirmation] = RESERVATION_MESSAGES;
    const written =
      message &&
      (await confirmation?.write({ ...message, locale: 'es', token: null, draft: null }, sender, new Date()));
    expect(written?.letter.parts).toContainEqual(expect.objectContaining({ kind: 'manage', url: made.body.manageUrl }));
    const { pathname } = new URL(String(made.body.manageUrl));
    expect(pathname).toMatch(new RegExp(`^/v/${slug}/reserva/[\\w-]{64}$`));
    expect(String(made.body.passUrl)).toContain(`http://${HOST}/pase/`);
    const gone = await call(oneHold.DELETE, '', { method: 'DELETE', params: { slug, id: String(held.body.holdId) } });
    expect([gone.status, (await booked()).length]).toEqual([200, 1]);
  });

  it('says why it refuses, and books nothing then', async () => {
    await write({ open: true });
    const at = await first();
    const holdId = (await keep(at)).body.holdId;
    const code = async (changes: object) => (await book({ ...GUEST, holdId, ...changes })).body.code;
    expect(await code({ policyVersion: 7 })).toBe('POLICY_CHANGED');
    expect(await code({ website: 'https://spam.example' })).toBe('FORBIDDEN');
    expect(await code({ shownAt: Date.now() })).toBe('RATE_LIMITED');
    expect(await code({ email: '' })).toBe('VALIDATION');
    expect(await code({ phone: '12' })).toBe('VALIDATION');
    expect(await code({ holdId: 'nobody-has-it' })).toBe('NOT_FOUND');
    await db()
      .update(hold)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(hold.businessId, venue.venue.id));
    const late = await book({ ...GUEST, holdId });
    expect([late.status, late.body]).toMatchObject([410, { code: 'HOLD_EXPIRED', nearest: [{ at }] }]);
    expect(await booked()).toEqual([]);
    await keep(at, 2, '192.0.2.7');
    await keep(at, 2, '192.0.2.8');
    const taken = await keep(at, 2, '192.0.2.9');
    expect([taken.status, taken.body]).toMatchObject([409, { code: 'SLOT_TAKEN', nearest: expect.any(Array) }]);
    const elsewhere = await makeTonight([2]);
    expect(
      (await call(publicOffer.GET, `?day=${day}&party=2`, { params: { slug: elsewhere.venue.slug } })).body.code,
    ).toBe('NOT_FOUND');
  });

  it('is limited for one network and for one contact', async () => {
    await write({ open: true });
    const at = await first();
    const wide = await keep(at);
    const codes: unknown[] = [];
    for (let i = 0; i < 8; i += 1)
      codes.push((await book({ ...GUEST, holdId: wide.body.holdId, policyVersion: 9 }, `198.51.100.${i}`)).body.code);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(2);
    const keys = await db().select().from(rateLimit);
    expect(JSON.stringify(keys)).not.toMatch(/guest\.test|198\.51\.100/);
    const held: number[] = [];
    for (let i = 0; i < 32; i += 1) held.push((await keep(at, 2, '203.0.113.5')).status);
    expect(held.at(-1)).toBe(429);
  });

  it('asks nobody for a code where no mail is sent', async () => {
    await write({ open: true });
    for (let i = 0; i < 5; i += 1) {
      const held = await keep(await first(), 2, `198.51.100.${i + 50}`);
      expect((await book({ ...GUEST, holdId: held.body.holdId }, `198.51.100.${i + 50}`)).status).toBe(201);
      day = addDays(day, 1);
    }
    expect(await booked()).toHaveLength(5);
  });

  it('has a page that needs no script: times, form, confirmation', async () => {
    await write({ open: true, greeting: { es: 'Hola <b>', en: 'Hello' } });
    const shown = await page(venuePage, '', `?day=${day}&party=2`);
    const text = textOf(shown);
    expect(text).toContain('Hola &lt;b&gt;');
    expect(text).toContain('application/ld+json');
    expect(text).toMatch(/<button class="time" name="at" value="[^"]+">19:00<\/button>/);
    const policy = shown.headers.get('content-security-policy') ?? '';
    expect([policy.includes(`frame-ancestors 'none'`), policy.includes('unsafe')]).toEqual([true, false]);
    const framed = await page(venuePage, '', '?embed=1');
    expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(textOf(framed)).toContain('name="embed" value="1"');
    const at = await first();
    const started = await send(startPage, { at, party: '2' });
    expect(started.status).toBe(303);
    const token = /reservar\/([\w-]+)\?lang=en$/.exec(started.headers.get('location') ?? '')?.[1] ?? '';
    expect(textOf(await page(formPage, token))).toContain('name="policyVersion" value="1"');
    const fields = {
      name: 'Ana',
      phone: '',
      email: 'ana@guest.test',
      notes: 'Trona',
      policyVersion: '1',
      shownAt: '1',
    };
    const wrong = await send(formPage, { ...fields, email: 'no', notes: 'Two "chairs" & one' }, token);
    expect([wrong.status, textOf(wrong)]).toMatchObject([
      400,
      expect.stringContaining('Two &quot;chairs&quot; &amp; one'),
    ]);
    expect(textOf(wrong)).toContain('aria-invalid="true"');
    const sent = await send(formPage, { ...fields, accept: 'on' }, token);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/v/${slug}/reservar/${token}?lang=en`]);
    const [row] = await booked();
    expect(textOf(await page(formPage, token))).toContain(row?.code);
    expect((await send(formPage, { ...fields, accept: 'on' }, token)).status).toBe(303);
    expect(await booked()).toHaveLength(1);
  });

  it('keeps what was typed where the time is gone meanwhile, and takes another one with it', async () => {
    await write({ open: true });
    const at = await first(4);
    const started = await send(startPage, { at, party: '4' });
    const token = /reservar\/([\w-]+)/.exec(started.headers.get('location') ?? '')?.[1] ?? '';
    await db()
      .update(hold)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(hold.businessId, venue.venue.id));
    await keep(at, 4, '192.0.2.77');
    const fields = {
      name: 'Ana Lost',
      phone: '',
      email: 'ana@guest.test',
      notes: '',
      accept: 'on',
      policyVersion: '1',
    };
    const lost = await send(formPage, fields, token);
    expect([lost.status, textOf(lost)]).toMatchObject([410, expect.stringContaining('value="Ana Lost"')]);
    const next = /<button class="time" name="at" value="([^"]+)"/.exec(textOf(lost))?.[1] ?? '';
    expect(next).not.toBe(at);
    const again = await send(formPage, { ...fields, at: next }, token);
    expect(textOf(again)).toContain('value="Ana Lost"');
    const other = /reservar\/([\w-]+)/.exec(textOf(again))?.[1] ?? '';
    expect((await send(formPage, fields, other)).status).toBe(303);
    expect((await booked()).map(({ reservedAt }) => reservedAt.toISOString())).toEqual([next]);
  });

  it('has a page for each booking that changes nothing when it is looked at', async () => {
    await write({ open: true });
    const at = await first();
    const made = await book({ ...GUEST, holdId: (await keep(at)).body.holdId });
    const token = String(made.body.manageUrl).split('/').at(-1) ?? '';
    const before = await booked();
    for (const query of ['', '?ver=cancelar', '?ver=cambiar', '?do=cancel', `?at=${at}&party=1`, '?aviso=cancelled'])
      expect((await page(managePage, token, query)).status).toBe(200);
    expect(await booked()).toEqual(before);
    expect((await page(managePage, token, '?embed=1')).headers.get('content-security-policy')).toContain(
      `frame-ancestors 'none'`,
    );
    const slots = (await offered(2)).body.slots as { at: string }[];
    const other = slots.at(-1)?.at ?? '';
    expect((await send(managePage, { at: other, party: '4' }, token)).headers.get('location')).toContain(
      'aviso=changed',
    );
    const [changed] = await booked();
    expect([changed?.guestCount, changed?.reservedAt.toISOString()]).toEqual([4, other]);
    const actions = await db()
      .select({ action: auditEntry.action })
      .from(auditEntry)
      .where(eq(auditEntry.entityId, changed?.id ?? ''));
    expect(actions.map(({ action }) => action).sort()).toEqual([
      'reservation.booked-by-guest',
      'reservation.changed-by-guest',
    ]);
    await db()
      .update(business)
      .set({ slug: `otro-${randomUUID().slice(0, 8)}` })
      .where(eq(business.id, venue.venue.id));
    expect((await send(managePage, { do: 'cancel' }, token)).headers.get('location')).toContain('aviso=cancelled');
    expect((await booked())[0]?.status).toBe('CANCELLED');
    expect((await send(managePage, { do: 'cancel' }, token)).headers.get('location')).toContain('aviso=cancelled');
    expect((await send(managePage, { at, party: '2' }, token)).headers.get('location')).toContain('aviso=closed');
    expect(textOf(await page(managePage, token))).toContain('data-state="CANCELLED"');
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    expect((await page(managePage, forged)).status).toBe(404);
  });
});
