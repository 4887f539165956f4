import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { onlineBooking } from '@/modules/booking/tables';
import { makeTonight, type Tonight } from '@/modules/floor/tonight.fixture';
import { outboxMessage } from '@/modules/messages/tables';
import { reservation } from '@/modules/reservations/tables';
import { addDays, businessDayOf } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { createOffer } from '@/modules/waitlist/create-offer';
import { WAITLIST_MESSAGES } from '@/modules/waitlist/messages';
import { waitlistEntry } from '@/modules/waitlist/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { bookingPage } from '@/server/api/booking-page';
import { publicWait } from '@/server/api/public-booking';
import { joinPage, waitPage } from '@/server/pages/wait-page';
import { describeDatabases } from '../support/databases';
import { call, cookieOf, makeUser, type Reply } from '../support/http';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const textOf = ({ body }: Reply) => String(body.text);
const stateIn = (reply: Reply) => /data-state="(\w+)"/.exec(textOf(reply))?.[1];

describeDatabases('waiting by oneself', () => {
  let venue: Tonight;
  let slug: string;
  let day: string;
  beforeEach(async () => {
    await db().delete(rateLimit);
    venue = await makeTonight([2], [], { noticeMinutes: 0 });
    slug = venue.venue.slug;
    day = addDays(businessDayOf(new Date(), venue.venue), 1);
    const email = `${slug}@espera.test`;
    await makeUser(email, { businessId: venue.venue.id, role: 'OWNER' });
    const cookie = await cookieOf(email);
    await call(bookingPage.PUT, '/api/pagina', { method: 'PUT', cookie, body: { open: true } });
  });

  const from = (address: string) => ({ 'x-forwarded-for': address });
  const GUEST = { party: 2, name: 'Ana Guest', email: 'ana@guest.test', policyVersion: 1, locale: 'es' };
  const join = (changes: object = {}, address = '192.0.2.1') =>
    call(publicWait.POST, '', {
      ...{ method: 'POST', params: { slug }, body: { ...GUEST, day, ...changes }, headers: from(address) },
    });
  const tokenOf = ({ body }: Reply) => new URL(String(body.manageUrl)).pathname.split('/').at(-1) ?? '';
  const page = (token: string) =>
    call(waitPage.GET, `/v/${slug}`, { params: { slug, token }, headers: { 'accept-language': 'es' } });
  const send = (endpoint: { POST: typeof waitPage.POST }, fields: Record<string, string>, token = '') =>
    call(endpoint.POST, `/v/${slug}?lang=es`, {
      ...{ method: 'POST', params: { slug, token }, raw: new URLSearchParams(fields).toString() },
      headers: { ...FORM, ...from('192.0.2.9') },
    });
  const entries = () => db().select().from(waitlistEntry).where(eq(waitlistEntry.businessId, venue.venue.id));
  const booked = () => db().select().from(reservation).where(eq(reservation.businessId, venue.venue.id));
  const offer = (id: string) =>
    createOffer(venue.as('HOST', { now: new Date() }), { id, at: instantOnBusinessDay(day, '20:00', venue.venue) });

  it('joins with a name and a contact, and keeps what was accepted', async () => {
    const made = await join({ from: '20:00', until: '21:30', phone: '0987654321' });
    expect([made.status, Object.keys(made.body).sort()]).toEqual([201, ['entryId', 'manageUrl']]);
    expect(await entries()).toMatchObject([
      {
        ...{ id: made.body.entryId, state: 'WAITING', source: 'PUBLIC', guestCount: 2, policyVersion: 1, locale: 'es' },
        ...{ wishFrom: '20:00', wishUntil: '21:30', customerPhone: '+593987654321', businessDay: day },
      },
    ]);
    expect(stateIn(await page(tokenOf(made)))).toBe('WAITING');
    const [message] = await db()
      .select()
      .from(outboxMessage)
      .where(eq(outboxMessage.subjectId, String(made.body.entryId)));
    expect(message).toMatchObject({ kind: 'waitlist-joined', recipient: 'ana@guest.test', locale: 'es' });
  });

  it('refuses what a booking is refused for', async () => {
    const codeOf = async (changes: object, address?: string) => (await join(changes, address)).body.code;
    expect(await codeOf({ website: 'x' })).toBe('FORBIDDEN');
    expect(await codeOf({ shownAt: Date.now() })).toBe('RATE_LIMITED');
    expect(await codeOf({ email: '' })).toBe('VALIDATION');
    expect(await codeOf({ phone: 'ring me' })).toBe('VALIDATION');
    expect(await codeOf({ from: '21:00', until: '20:00' })).toBe('VALIDATION');
    expect(await codeOf({ from: '9pm' })).toBe('VALIDATION');
    expect(await codeOf({ day: addDays(day, -5) })).toBe('VALIDATION');
    expect(await codeOf({ policyVersion: 0 })).toBe('POLICY_CHANGED');
    expect(await codeOf({ party: 9, email: 'berta@guest.test' }, '192.0.2.2')).toBe('PARTY_TOO_LARGE');
    expect(await entries()).toHaveLength(0);
    const limited = [];
    for (let i = 0; i < 30; i += 1) limited.push((await join({ email: `ana${i}@guest.test` }, '192.0.2.3')).status);
    expect([limited[0], limited.at(-1)]).toEqual([201, 429]);
  });

  it('shows an offer without answering it, then makes it a reservation, once', async () => {
    const made = await join();
    const token = tokenOf(made);
    await offer(String(made.body.entryId));
    const [before] = await entries();
    const shown = await page(token);
    expect(stateIn(shown)).toBe('OFFERED');
    for (let i = 0; i < 3; i += 1) await page(token);
    expect(await entries()).toEqual([before]);
    const [, seen = ''] = /name="offer" value="(\d+)"/.exec(textOf(shown)) ?? [];
    expect((await send(waitPage, { do: 'accept', offer: '1' }, token)).headers.get('location')).toContain('aviso=no');
    expect(await booked()).toHaveLength(0);
    for (let i = 0; i < 2; i += 1) {
      const answer = await send(waitPage, { do: 'accept', offer: seen }, token);
      expect([answer.status, answer.headers.get('location')]).toEqual([303, expect.not.stringContaining('aviso')]);
    }
    const [row] = await booked();
    expect([(await booked()).length, row?.channel, row?.status]).toEqual([1, 'ONLINE', 'CONFIRMED']);
    expect(
      await db()
        .select()
        .from(onlineBooking)
        .where(eq(onlineBooking.reservationId, row?.id ?? '')),
    ).toMatchObject([{ policyVersion: 1, locale: 'es', marketingAt: null }]);
    const after = await page(token);
    expect(stateIn(after)).toBe('ACCEPTED');
    expect(textOf(after)).toContain('/pase/');
    expect((await send(waitPage, { do: 'leave' }, token)).headers.get('location')).toContain('aviso=no');
  });

  it('writes of an offer while it stands, with the link, and not of one that was declined', async () => {
    const made = await join();
    const id = String(made.body.entryId);
    await offer(id);
    const kind = WAITLIST_MESSAGES.find((each) => each.kind === 'waitlist-offer');
    const message = { businessId: venue.venue.id, subjectId: id, recipient: 'ana@guest.test', locale: 'es' as const };
    const sender = { origin: 'https://aforo.test', address: 'a@aforo.test' };
    const write = () => kind?.write({ ...message, token: null, draft: null }, sender, new Date());
    const letter = (await write())?.letter;
    expect(letter?.parts.find((part) => part.kind === 'link')).toMatchObject({
      url: expect.stringContaining(`https://aforo.test/v/${slug}/espera/${tokenOf(made)}`),
    });
    expect(letter?.subject).toContain('20:00');
    await send(waitPage, { do: 'decline', offer: '0' }, tokenOf(made));
    expect(stateIn(await page(tokenOf(made)))).toBe('DECLINED');
    expect(await write()).toBeNull();
    expect((await page(`${tokenOf(made).slice(0, -1)}A`)).status).toBe(404);
  });

  it('is a form that needs no script, and says what is wrong', async () => {
    const shown = await call(joinPage.GET, `/v/${slug}/espera?day=${day}&party=2`, { params: { slug } });
    expect(textOf(shown)).toContain('name="from"');
    const fields = { day, party: '2', name: 'Ana', phone: '', email: '', policyVersion: '1', accept: 'on' };
    expect((await send(joinPage, fields)).status).toBe(400);
    expect((await send(joinPage, { ...fields, email: 'ana@guest.test', accept: '' })).status).toBe(400);
    const sent = await send(joinPage, { ...fields, email: 'ana@guest.test', from: '', until: '' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, expect.stringContaining(`/v/${slug}/espera/`)]);
    expect(await entries()).toMatchObject([{ wishFrom: null, customerEmail: 'ana@guest.test' }]);
  });
});
