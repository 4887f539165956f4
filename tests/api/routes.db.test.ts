import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { attendanceEntry } from '@/modules/attendance/tables';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../support/databases';
import { ENDPOINTS, type Endpoint, unknownModule } from '../support/endpoints';
import { makeReservation, makeVenue, type TestVenue } from '../support/fixtures';
import { type Call, call, cookieOf, makeUser } from '../support/http';

const PROBLEM = 'application/problem+json; charset=utf-8';

describeDatabases('every route', () => {
  let venue: TestVenue;
  let other: TestVenue;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    venue = await makeVenue();
    other = await makeVenue();
    const people = [
      ['OWNER', venue, 'owner'],
      ['HOST', venue, 'host'],
      ['DOOR', venue, 'door'],
      ['OWNER', other, 'foreign'],
    ] as const;
    for (const [role, { venue: its }, name] of people) {
      await makeUser(`${name}@matriz.test`, { businessId: its.id, role });
      cookies[name] = await cookieOf(`${name}@matriz.test`);
    }
  }, 60_000);

  const tonight = () => makeReservation(venue, { reservedAt: new Date().toISOString() });
  const ask = (endpoint: Endpoint, row: ReservationRow, who: string | null, options: Call = {}, query = '') =>
    call(endpoint.module[endpoint.method], endpoint.path.replace('[id]', row.id) + query, {
      method: endpoint.method,
      body: endpoint.body(),
      ...(who === null ? {} : { cookie: cookies[who] ?? '' }),
      params: endpoint.onOne ? { id: row.id } : {},
      ...options,
    });
  const state = async () => [
    await db().select().from(business).orderBy(business.id),
    await db().select().from(reservation).orderBy(reservation.id),
    await db().select().from(attendanceEntry).orderBy(attendanceEntry.id),
  ];

  const head = async () => {
    const venues = await db().select({ seq: business.eventSeq }).from(business);
    return venues.reduce((sum, { seq }) => sum + seq, 0);
  };

  it('takes what is blank as not given, and refuses a name that shows nothing with a problem document', async () => {
    const list = ENDPOINTS.find(({ name }) => name === 'GET ');
    const create = ENDPOINTS.find(({ name }) => name === 'POST ');
    if (!list || !create) throw new Error('no list or creation among the endpoints');
    const row = await tonight();
    const blank = '?q=&day=%20&status=%E2%80%8B&include=&businessId=%20';
    const answer = await ask(list, row, 'host', {}, blank);
    expect(answer.status).toBe(200);
    const { reservations } = answer.body as unknown as { reservations: { id: string }[] };
    expect(reservations.map(({ id }) => id)).toContain(row.id);
    for (const customerName of ['', ' ', '\u200B\u202E', '\u0301', '\uFEFF\u2800']) {
      const refused = await ask(create, row, 'host', { body: { ...create.body(), customerName } });
      expect([customerName, refused.status, refused.headers.get('content-type')]).toEqual([customerName, 400, PROBLEM]);
      expect(refused.body).toMatchObject({ code: 'VALIDATION', issues: [{ path: 'customerName' }] });
    }
  });

  it('gives each role what it may, and a stranger nothing', async () => {
    for (const endpoint of ENDPOINTS) {
      const statusFor = async (who: string | null, query = '') =>
        (await ask(endpoint, await tonight(), who, {}, query)).status;
      const seen = {
        owner: await statusFor('owner'),
        host: await statusFor('host'),
        door: await statusFor('door'),
        foreign: endpoint.onOne ? await statusFor('foreign') : 404,
        foreignBusiness: await statusFor('foreign', `?businessId=${venue.venue.id}`),
        anonymous: await statusFor(null),
      };
      const { owner, host, door } = endpoint;
      const expected = { owner, host, door, foreign: 404, foreignBusiness: 403, anonymous: 401 };
      expect([endpoint.name, seen]).toEqual([endpoint.name, expected]);
    }
  });

  it('answers errors as problem documents that nobody caches', async () => {
    const row = await tonight();
    for (const endpoint of ENDPOINTS) {
      const reply = await ask(endpoint, row, null);
      expect(reply.headers.get('content-type')).toBe(PROBLEM);
      expect(reply.headers.get('cache-control')).toBe('no-store');
      expect(reply.body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', requestId: expect.any(String) });
      const patched = await call(endpoint.module.PATCH, endpoint.path, { method: 'PATCH' });
      expect(patched).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } });
      expect(patched.headers.get('allow')).toContain(endpoint.method);
    }
    const lost = await call(unknownModule.GET, '/api/nada', { params: { path: ['nada'] } });
    expect(lost).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    const scan = ENDPOINTS.find((endpoint) => endpoint.name === 'POST /qr-scan');
    const refused = scan && (await ask(scan, row, 'door'));
    expect(refused?.body).toMatchObject({ code: 'SCAN_REFUSED', result: 'error', reason: 'INVALID' });
    expect(refused?.body.detail).toBe('Este código no es un pase.');
  });

  it('shows a version conflict with the row as it is, and takes the version it shows', async () => {
    const row = await tonight();
    const put = ENDPOINTS.find((endpoint) => endpoint.name === 'PUT /[id]');
    if (!put) throw new Error('no such endpoint');
    const stale = await ask(put, row, 'host', { headers: { 'if-match': '"999"' } });
    expect(stale).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT', current: { id: row.id } } });
    const fresh = await ask(put, row, 'host', { headers: { 'if-match': `"${row.version}"` } });
    expect(fresh.status).toBe(200);
    expect(fresh.headers.get('etag')).toBe(`"${fresh.body.seq}"`);
    expect((await ask(put, row, 'host', { headers: { 'if-match': 'abc' } })).status).toBe(400);
  });

  it('answers bad bodies with a clear 4xx and changes nothing', async () => {
    const row = await tonight();
    const before = await state();
    const raws = [
      '[]',
      'null',
      '"x"',
      '1',
      '{',
      '{"a":1}',
      new Uint8Array([0x7b, 0xff, 0x7d]),
      `"${'x'.repeat(70_000)}"`,
    ];
    for (const endpoint of ENDPOINTS) {
      if (['GET', 'DELETE', 'POST /[id]/qr/rotar'].some((start) => endpoint.name.startsWith(start))) continue;
      for (const raw of raws) {
        const { status } = await ask(endpoint, row, 'owner', { raw });
        expect([endpoint.name, raw, status >= 400 && status < 500]).toEqual([endpoint.name, raw, true]);
      }
      const text = await ask(endpoint, row, 'owner', { raw: '{}', headers: { 'content-type': 'text/plain' } });
      expect(text.status).toBe(415);
      const evil = await ask(endpoint, row, 'owner', { headers: { origin: 'https://evil.example' } });
      expect(evil.status).toBe(403);
    }
    expect(await state()).toEqual(before);
  });

  it('never fails on a value of any kind in any field', async () => {
    const row = await tonight();
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc.constantFrom('\0', '\ud800', '9'.repeat(400)),
    );
    const odd = fc.oneof(
      text,
      fc.constantFrom(
        null,
        true,
        [],
        {},
        -1,
        0,
        1.5,
        1e21,
        2 ** 53,
        1e308,
        '2026-02-30T00:00:00Z',
        '0000-01-01T00:00:00Z',
      ),
      fc.constantFrom('9999-12-31T23:59:59-23:59', '__proto__', 'NaN', '2026-13-01', '../..', '%00'),
      fc.jsonValue(),
    );
    const bodied = ENDPOINTS.filter(({ method }) => method === 'POST' || method === 'PUT');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bodied), fc.nat(20), odd, text, async (endpoint, at, value, key) => {
        const body = endpoint.body();
        const fields = [...Object.keys(body), 'businessId', key];
        const field = fields[at % fields.length] ?? key;
        const before = await head();
        const reply = await ask(endpoint, row, 'owner', { raw: JSON.stringify({ ...body, [field]: value }) });
        expect(reply.status).toBeLessThan(500);
        if (reply.status >= 400) expect(await head()).toBe(before);
        if (field === key && !(key in body)) expect(reply.status).toBe(400);
      }),
      { numRuns: 300 },
    );
  });

  it('never fails on a query or a path of any kind', async () => {
    const row = await tonight();
    const reads = ENDPOINTS.filter(({ method }) => method === 'GET' || method === 'DELETE');
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('\0', '0000-01-01', '9'.repeat(99)),
    );
    const name = fc.oneof(fc.constantFrom('day', 'status', 'q', 'include', 'format', 'businessId'), text);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...reads), name, text, text, async (endpoint, key, value, id) => {
        const query = `?${new URLSearchParams([[key, value]])}`;
        const reply = await ask(endpoint, row, 'owner', endpoint.onOne ? { params: { id } } : {}, query);
        expect(reply.status).toBeLessThan(500);
        if (endpoint.onOne) expect(reply.status).toBeGreaterThanOrEqual(400);
      }),
      { numRuns: 300 },
    );
  });
});
