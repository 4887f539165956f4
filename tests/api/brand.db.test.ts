import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readPublicPass } from '@/modules/attendance/read-pass';
import { auditEntry } from '@/modules/audit/tables';
import { smtpMailer } from '@/modules/messages/mailer';
import { sendMessages } from '@/modules/messages/send-messages';
import { outboxMessage } from '@/modules/messages/tables';
import { createReservation } from '@/modules/reservations/create-reservation';
import { RESERVATION_MESSAGES } from '@/modules/reservations/messages';
import { isVisibleAccent } from '@/modules/venues/accent';
import { venueLogo } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { logo } from '@/server/api/logos';
import { effects, settings } from '@/server/api/settings';
import { describeDatabases } from '../support/databases';
import { bookingInput, makeReservation, makeVenue, type TestVenue } from '../support/fixtures';
import { call, cookieOf, HOST, makeUser } from '../support/http';
import { type MailServer, startMailServer } from '../support/mail-server';
import { tokenOf } from '../support/scans';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HASH = createHash('sha256').update(PNG).digest('hex');
const ACCENT = '#1971c2';

/** The head of a JPEG of that size, with a segment before its frame. */
const jpegOf = (width: number, height: number) => {
  const size = [height, width].map((side) => side.toString(16).padStart(4, '0')).join('');
  return Buffer.from(`ffd8ffe000104a46494600010100000100010000ffc0001108${size}03012200021101031101ffd9`, 'hex');
};
const pngOf = (width: number, height: number) => {
  const bytes = Buffer.from(PNG);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};

describeDatabases("a venue's brand", () => {
  let made: TestVenue;
  let businessId: string;
  let cookie: string;
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await db().delete(rateLimit);
    made = await makeVenue();
    businessId = made.venue.id;
    const email = `${made.venue.slug}@marca.test`;
    await makeUser(email, { businessId, role: 'OWNER' });
    cookie = await cookieOf(email);
  });

  const write = (body: object) => call(settings.PUT, '/api/local', { method: 'PUT', cookie, body });
  const pathOf = (hash: string) => `/api/logos/${businessId}/${hash}`;
  /** As the bytes that a browser is sent. */
  const load = (hash: string, venue = businessId) => {
    const request = new Request(`http://${HOST}${pathOf(hash)}`, { headers: { host: HOST } });
    return logo.GET(request, { params: Promise.resolve({ businessId: venue, hash }) });
  };

  it('is a colour that is seen on both grounds, or the nearest one is named', async () => {
    const refused = await write({ accent: '#FFD400' });
    expect(refused).toMatchObject({ status: 422, body: { code: 'ACCENT_CONTRAST' } });
    const { nearest } = refused.body as { nearest: string };
    expect(isVisibleAccent(nearest)).toBe(true);
    expect(
      (await call(effects.POST, '/api/local/efectos', { method: 'POST', cookie, body: { accent: '#ffd400' } })).body,
    ).toMatchObject({ code: 'ACCENT_CONTRAST', nearest });
    expect((await write({ accent: nearest.toUpperCase() })).body).toMatchObject({ accent: nearest, logo: null });
    for (const accent of ['red', '#12345', '#1234567', 'url(x)', 7])
      expect((await write({ accent })).body.code, String(accent)).toBe('VALIDATION');
    expect((await write({ accent: null })).body).toMatchObject({ accent: null });
  });

  it('has a logo by an address that names its content, for ever and for everybody, and that nothing else answers to', async () => {
    const path = pathOf(HASH);
    expect((await write({ logo: PNG.toString('base64') })).body).toMatchObject({ logo: path });
    const answer = await load(HASH);
    expect(answer.status).toBe(200);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' },
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const other = await makeVenue();
    for (const missing of [await load('0'.repeat(64)), await load(HASH, other.venue.id), await load('../x')]) {
      expect(missing.status).toBe(404);
      expect(missing.headers.get('cache-control')).toBe('no-store');
    }
    const [entry] = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, businessId), eq(auditEntry.entity, 'venue')));
    expect(entry).toMatchObject({ before: { logoHash: null }, after: { logoHash: HASH } });
    expect((await write({ logo: PNG.toString('base64') })).body.version, 'the same picture').toBe(
      (await write({})).body.version,
    );
    const jpeg = jpegOf(512, 40);
    const replaced = await write({ logo: jpeg.toString('base64') });
    expect(replaced.body.logo).toMatch(/^\/api\/logos\/.+\/[0-9a-f]{64}$/);
    expect((await load(String(replaced.body.logo).split('/').pop() ?? '')).headers.get('content-type')).toBe(
      'image/jpeg',
    );
    expect((await load(HASH)).status).toBe(404);
    expect((await write({ logo: null })).body).toMatchObject({ logo: null });
    expect(await db().select().from(venueLogo).where(eq(venueLogo.businessId, businessId))).toEqual([]);
  });

  it('takes no file that is not a small PNG or JPEG by its own bytes', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const large = Buffer.concat([PNG, Buffer.alloc(40_001 - PNG.length)]);
    const pictures = { svg, large, wide: pngOf(513, 1), tall: jpegOf(1, 513), flat: pngOf(0, 1) };
    const broken = {
      ...{ gif: Buffer.from(`GIF89a${'x'.repeat(40)}`), cut: PNG.subarray(0, 20), start: jpegOf(9, 9).subarray(0, 8) },
      endless: Buffer.from('ffd8ffe00000ffe00000', 'hex'),
    };
    for (const [name, bytes] of Object.entries({ ...pictures, ...broken }))
      expect((await write({ logo: bytes.toString('base64') })).body.code, name).toBe('LOGO_REFUSED');
    for (const text of ['', 'data:image/png;base64,aGk=', 'a'.repeat(60_000), 5])
      expect((await write({ logo: text })).body.code, String(text).slice(0, 30)).toBe('VALIDATION');
    expect(await db().select().from(venueLogo).where(eq(venueLogo.businessId, businessId))).toEqual([]);
  });

  it('is on the pass that a guest has already, and in the letter, which loads nothing', async () => {
    const token = await tokenOf(await makeReservation(made));
    expect(await readPublicPass(token)).toMatchObject({ accent: null, logo: null });
    await write({ accent: ACCENT, logo: PNG.toString('base64') });
    expect(await readPublicPass(token)).toMatchObject({ accent: ACCENT, logo: pathOf(HASH) });

    await db().delete(outboxMessage);
    const soon = new Date(Date.now() + 86_400_000);
    const booking = bookingInput({ customerEmail: 'lucia@correo.test', reservedAt: soon.toISOString() });
    await createReservation(made.as('HOST', { now: new Date(), locale: 'es' }), booking);
    const mailer = smtpMailer(server.url, { origin: 'https://aforo.test', address: 'reservas@aforo.test' });
    await sendMessages(new Date(), { kinds: RESERVATION_MESSAGES, mailer });
    const mail = server.inbox.at(-1);
    expect(mail?.html).toContain(`background:${ACCENT};color:#ffffff`);
    expect(mail?.html?.match(/(?:src|href)="(?!https:\/\/aforo\.test\/pase\/)[^"]*"/g)).toEqual([
      'src="cid:logo@aforo"',
    ]);
    const picture = mail?.attachments.find(({ mimeType }) => mimeType === 'image/png');
    expect(picture?.contentId).toBe('<logo@aforo>');
    expect(Buffer.from(picture?.content as ArrayBuffer)).toEqual(PNG);
  });
});
