import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { BOOKING_MESSAGES } from '@/modules/booking/messages';
import { makeTonight, type Tonight } from '@/modules/floor/tonight.fixture';
import { type Mailer, smtpMailer } from '@/modules/messages/mailer';
import { sendMessages } from '@/modules/messages/send-messages';
import { outboxMessage } from '@/modules/messages/tables';
import { reservation } from '@/modules/reservations/tables';
import { hold } from '@/modules/tables/tables';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { bookingPage } from '@/server/api/booking-page';
import { publicBooking, publicHold, publicOffer } from '@/server/api/public-booking';
import { formPage } from '@/server/pages/form-page';
import { describeDatabases } from '../support/databases';
import { call, cookieOf, makeUser, type Reply } from '../support/http';
import { type MailServer, startMailServer } from '../support/mail-server';

const ORIGIN = 'http://localhost:3000';
const ANA = 'ana@guest.test';

describeDatabases('a code by e-mail for a booking that is suspicious', () => {
  let server: MailServer;
  let mailer: Mailer;
  let venue: Tonight;
  let slug: string;
  let at: string;
  let networks = 0;
  beforeAll(async () => {
    server = await startMailServer();
    // Read once by the process, with the rest of its environment.
    Object.assign(process.env, { SMTP_URL: server.url, MAIL_FROM: 'reservas@aforo.test', PUBLIC_URL: ORIGIN });
    mailer = smtpMailer(server.url, { origin: ORIGIN, address: 'reservas@aforo.test' });
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await db().delete(rateLimit);
    await db().delete(outboxMessage);
    (server.inbox as unknown[]).length = 0;
    venue = await makeTonight(
      Array.from({ length: 10 }, () => 2),
      [],
      { noticeMinutes: 0 },
    );
    slug = venue.venue.slug;
    const email = `${slug}@codigo.test`;
    await makeUser(email, { businessId: venue.venue.id, role: 'OWNER' });
    const cookie = await cookieOf(email);
    await call(bookingPage.PUT, '/api/pagina', { method: 'PUT', cookie, body: { open: true } });
    const day = addDays(businessDayOf(new Date(), venue.venue), 1);
    const offer = await call(publicOffer.GET, `?day=${day}&party=2`, { params: { slug } });
    at = (offer.body.slots as { at: string }[])[0]?.at ?? '';
  });

  const newNetwork = () => `198.18.${Math.floor(++networks / 250)}.${(networks % 250) + 1}`;
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const keep = async (address = newNetwork()) => {
    const body = { at, party: 2 };
    const kept = await call(publicHold.POST, '', { method: 'POST', params: { slug }, body, headers: from(address) });
    return String(kept.body.holdId);
  };
  const book = (holdId: string, changes: object = {}, address = newNetwork()) =>
    call(publicBooking.POST, '', {
      ...{ method: 'POST', params: { slug }, headers: from(address) },
      body: { holdId, name: 'Ana Guest', email: ANA, policyVersion: 1, locale: 'es', ...changes },
    });
  /** Bookings of one contact, each from a network of its own. */
  const bookTimes = async (times: number, changes: object = {}) => {
    const replies: Reply[] = [];
    for (let i = 0; i < times; i += 1) replies.push(await book(await keep(), changes));
    return replies.map(({ status }) => status);
  };
  /** As many bookings of different contacts as a network makes unasked. */
  const bookFrom = async (network: string) => {
    const replies: Reply[] = [];
    for (let i = 0; i < 6; i += 1)
      replies.push(await book(await keep(network), { email: `guest-${i}@guest.test` }, network));
    return replies.map(({ status }) => status);
  };
  const codeOf = async (holdId: string, changes: object = {}) => (await book(holdId, changes)).body.code;
  const booked = () => db().select().from(reservation).where(eq(reservation.businessId, venue.venue.id));
  const letters = () => db().select().from(outboxMessage).where(eq(outboxMessage.kind, 'booking-code'));
  const holdRow = async () => {
    const [row] = await db()
      .select()
      .from(hold)
      .where(and(eq(hold.businessId, venue.venue.id), eq(hold.codeLetters, 1)));
    return row;
  };
  /** What the last letter says. */
  const read = async () => {
    await sendMessages(new Date(), { kinds: BOOKING_MESSAGES, mailer });
    const letter = server.inbox.at(-1);
    const code = /(?:Código|Code): (\d{6})/.exec(letter?.text ?? '')?.[1] ?? '';
    return { code, letter };
  };
  const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('is asked of nobody who books for the first, second or third time', async () => {
    expect(await bookTimes(3)).toEqual([201, 201, 201]);
    expect(await bookTimes(3, { email: 'other@guest.test', phone: '0987650001' })).toEqual([201, 201, 201]);
    expect(await letters()).toEqual([]);
  });

  it('is asked of a contact with three bookings ahead, goes there in their language, and books once', async () => {
    await bookTimes(3);
    const holdId = await keep();
    const [before] = await db()
      .select()
      .from(hold)
      .where(and(eq(hold.businessId, venue.venue.id), eq(hold.renewals, 0)))
      .orderBy(hold.createdAt);
    const asked = await book(holdId, { email: 'ANA@guest.test', locale: 'en' });
    expect([asked.status, asked.body.code]).toEqual([403, 'CODE_NEEDED']);
    const row = await holdRow();
    expect([row?.expiresAt.toISOString(), row?.renewals]).toEqual([asked.body.expiresAt, 1]);
    expect(row?.expiresAt.getTime()).toBeGreaterThan(before?.expiresAt.getTime() ?? Number.NaN);
    const { code, letter } = await read();
    expect(letter?.to?.[0]?.address).toBe('ANA@guest.test');
    expect(letter?.subject).toContain('Your code to book at');
    expect(code).toMatch(/^\d{6}$/);
    const stored = JSON.stringify([await letters(), row]);
    expect(stored).not.toContain(code);
    expect(JSON.stringify(row)).not.toContain('guest.test');
    expect(await codeOf(holdId, { code: wrongOf(code) })).toBe('CODE_WRONG');
    expect(await booked()).toHaveLength(3);
    const form = { code: `${code.slice(0, 3)} ${code.slice(3)}` };
    const made = await book(holdId, form);
    expect(made.status).toBe(201);
    expect((await book(holdId, form)).body).toEqual(made.body);
    expect((await book(holdId)).body).toEqual(made.body);
    expect(await booked()).toHaveLength(4);
  });

  it('needs an e-mail, and everything else that a booking needs, before it is sent', async () => {
    await bookTimes(3, { email: '', phone: '0987650002' });
    const holdId = await keep();
    const phone = '+593 98 765 0002';
    const refused = await book(holdId, { email: '', phone });
    expect([refused.status, refused.body.code]).toEqual([403, 'EMAIL_NEEDED']);
    expect(await codeOf(holdId, { phone, policyVersion: 9 })).toBe('POLICY_CHANGED');
    expect(await letters()).toEqual([]);
    expect(await codeOf(holdId, { phone })).toBe('CODE_NEEDED');
    expect((await book(holdId, { phone, code: (await read()).code })).status).toBe(201);
    expect(await booked()).toHaveLength(4);
  });

  it('is of no use after five wrong ones, which do not use up what the contact may ask for', async () => {
    await bookTimes(3);
    const holdId = await keep();
    await book(holdId);
    const { code } = await read();
    const codes: unknown[] = [];
    for (let i = 0; i < 5; i += 1) codes.push(await codeOf(holdId, { code: wrongOf(code) }));
    expect(codes).toEqual([...Array(4).fill('CODE_WRONG'), 'CODE_ENDED']);
    const late = await book(holdId, { code });
    expect([late.status, late.body.code]).toEqual([410, 'CODE_ENDED']);
    expect(await codeOf(holdId)).toBe('CODE_ENDED');
    expect((await letters()).length).toBe(1);
    expect(await booked()).toHaveLength(3);
  });

  it('belongs to one address and one time: another one needs another code, and there are two', async () => {
    const network = newNetwork();
    await bookFrom(network);
    const holdId = await keep(network);
    expect(await codeOf(holdId)).toBe('CODE_NEEDED');
    const first = await read();
    expect(await codeOf(holdId, { email: 'second@guest.test', code: first.code })).toBe('CODE_NEEDED');
    const second = await read();
    expect(second.letter?.to?.[0]?.address).toBe('second@guest.test');
    expect(await codeOf(holdId, { email: 'third@guest.test' })).toBe('CODE_ENDED');
    expect(await codeOf(holdId, { email: 'second@guest.test' })).toBe('CODE_NEEDED');
    expect(await letters()).toHaveLength(2);
    const other = await keep(network);
    expect(await codeOf(other, { email: 'second@guest.test', code: second.code })).toBe('CODE_NEEDED');
    expect((await book(holdId, { email: 'second@guest.test', code: second.code })).status).toBe(201);
  });

  it('ends with the time that was kept', async () => {
    await bookTimes(3);
    const holdId = await keep();
    await book(holdId);
    const { code } = await read();
    const isOurs = and(eq(hold.businessId, venue.venue.id), eq(hold.codeLetters, 1));
    await db()
      .update(hold)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(isOurs);
    expect(await codeOf(holdId, { code })).toBe('HOLD_EXPIRED');
    expect(await codeOf(holdId)).toBe('HOLD_EXPIRED');
    expect(await letters()).toHaveLength(1);
    expect(await booked()).toHaveLength(3);
  });

  it('is asked of a network from which six bookings came within the hour, and of no other', async () => {
    const network = newNetwork();
    expect(await bookFrom(network)).toEqual(Array(6).fill(201));
    const holdId = await keep(network);
    expect((await book(holdId, { email: 'next@guest.test' }, network)).body.code).toBe('CODE_NEEDED');
    expect((await book(await keep(), { email: 'next@guest.test' })).status).toBe(201);
    await db()
      .update(hold)
      .set({ expiresAt: new Date(Date.now() - 61 * 60_000) })
      .where(and(eq(hold.businessId, venue.venue.id), eq(hold.codeLetters, 0)));
    expect((await book(holdId, { email: 'next@guest.test' }, network)).status).toBe(201);
  });

  it('is asked for on the page without a script, with what was typed', async () => {
    await bookTimes(3);
    await bookTimes(1, { email: '', phone: '0987650004' });
    const holdId = await keep();
    const typed = { name: 'Ana "Page"', phone: '', email: ANA, notes: 'Trona', accept: 'on', policyVersion: '1' };
    const send = (fields: Record<string, string>) =>
      call(formPage.POST, `/v/${slug}?lang=es`, {
        ...{ method: 'POST', params: { slug, token: holdId } },
        raw: new URLSearchParams({ ...typed, shownAt: '1', ...fields }).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...from(newNetwork()) },
      });
    const asked = await send({});
    const text = String(asked.body.text);
    expect(asked.status).toBe(403);
    expect(text).toContain(`Te hemos enviado un código a ${ANA}.`);
    expect(text).toContain('value="Ana &quot;Page&quot;"');
    expect(text).toMatch(
      /<input id="code" name="code"[^>]* value=""[^>]* inputmode="numeric" autocomplete="one-time-code"/,
    );
    const { code, letter } = await read();
    expect(letter?.subject).toContain('Tu código para reservar en');
    const wrong = await send({ code: wrongOf(code) });
    expect([wrong.status, String(wrong.body.text)]).toMatchObject([
      403,
      expect.stringContaining('aria-invalid="true"'),
    ]);
    const again = await send({ do: 'code', code: '' });
    expect(String(again.body.text)).not.toContain('value="code"');
    const next = await read();
    expect(await letters()).toHaveLength(2);
    const shown = await call(formPage.GET, `/v/${slug}`, { params: { slug, token: holdId } });
    expect(String(shown.body.text)).toContain('id="code"');
    const fast = await send({ code: next.code, shownAt: String(Date.now()) });
    expect([fast.status, String(fast.body.text)]).toMatchObject([429, expect.stringContaining(`value="${next.code}"`)]);
    expect((await send({ code: next.code })).status).toBe(303);
    expect(await booked()).toHaveLength(5);
  });
});
