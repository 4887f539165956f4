import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { readAccessChanges } from '@/modules/access/access-changes';
import { visibleTo } from '@/modules/access/audience';
import { PROFILES, type Profile } from '@/modules/access/context';
import type { Operation } from '@/modules/access/operation';
import { findDevice, readDevice, readDeviceGrants } from '@/modules/access/paired-device';
import { pairedDevice } from '@/modules/access/pairing-tables';
import { PROFILE_PERMISSIONS } from '@/modules/access/profiles';
import type { Handler } from '@/modules/access/route';
import { attendanceEntry } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { recordDeviceState } from '@/modules/devices/record-state';
import { projectorOf } from '@/modules/events/rules';
import { venueEvent } from '@/modules/events/tables';
import { createGate } from '@/modules/gates/create-gate';
import { readDemoAccounts } from '@/modules/setup/installation';
import { db, transaction } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { click, clickUndo, exit, scan } from '@/server/api/attendance';
import * as api from '@/server/api/devices';
import { manifest } from '@/server/api/door';
import { ENDPOINTS } from '@/server/api/endpoints';
import { members } from '@/server/api/members';
import { me } from '@/server/api/people';
import { reservations } from '@/server/api/reservations';
import { trail } from '@/server/api/trail';
import { EVENT_RULES } from '@/server/registry';
import { accessMark } from '../support/access-mark';
import { describeDatabases } from '../support/databases';
import { makeReservation, makeVenue, type TestVenue } from '../support/fixtures';
import { call, cookieOf, makeUser, type Reply } from '../support/http';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

interface Row {
  readonly name: string;
  readonly path: string;
  readonly method: (typeof METHODS)[number];
  readonly handler: Handler;
  readonly operation: Operation;
}
const GUARDED: readonly Row[] = ENDPOINTS.flatMap((endpoint) =>
  METHODS.flatMap((method) => {
    const { path, [method]: handler } = endpoint;
    const { operation } = handler;
    return operation && operation.actor !== 'public'
      ? [{ name: `${method} ${path}`, path, method, handler, operation }]
      : [];
  }),
);

/** All that a paired phone may call, and by which profiles: everything else is closed to it. */
const OF_DEVICES: Readonly<Record<string, readonly Profile[]>> = {
  'GET /api/me': PROFILES,
  'GET /api/reservas': ['SCAN_LIST'],
  'POST /api/reservas/qr-scan': ['SCAN', 'SCAN_LIST'],
  'GET /api/puerta/manifiesto': ['SCAN', 'SCAN_LIST'],
  'GET /api/reservas/[id]/asistencia': ['SCAN', 'SCAN_LIST'],
  'POST /api/reservas/[id]/asistencia': ['SCAN_LIST'],
  'POST /api/reservas/[id]/asistencia/anular': ['SCAN', 'SCAN_LIST'],
  'POST /api/sin-reserva': ['SCAN_LIST', 'CLICKER'],
  'POST /api/sin-reserva/anular': ['SCAN_LIST', 'CLICKER', 'EXIT'],
  'POST /api/puerta/salida': ['SCAN_LIST', 'EXIT'],
  'GET /api/ocupacion': PROFILES,
  'GET /api/puertas': PROFILES,
  'POST /api/monitor/auditoria': PROFILES,
  'POST /api/monitor/incidencias': PROFILES,
};

const cookieIn = ({ headers }: Reply) => headers.getSetCookie()[0]?.split(';')[0] ?? '';

describeDatabases('paired devices', () => {
  let venue: TestVenue;
  let businessId: string;
  let manager: string;
  let gates: string[];

  beforeAll(async () => {
    venue = await makeVenue();
    businessId = venue.venue.id;
    await makeUser('manager@telefonos.test', { businessId, role: 'MANAGER' });
    manager = await cookieOf('manager@telefonos.test');
    const made = [await createGate(venue.as('OWNER'), { name: 'Norte', direction: 'BOTH' })];
    made.push(await createGate(venue.as('OWNER'), { name: 'Sur', direction: 'BOTH' }));
    gates = made.map(({ gate }) => gate.id);
  }, 60_000);
  beforeEach(() => db().delete(rateLimit));

  const LIST = '/api/puerta/dispositivos';
  const create = (body: object) =>
    call(api.pairedDevices.POST, LIST, { method: 'POST', cookie: manager, body: { businessId, ...body } });
  const make = async (profile: Profile = 'SCAN_LIST', fields: object = {}) => {
    const { status, body } = await create({ name: 'Puerta 1', profile, gateIds: [], ...fields });
    expect(status).toBe(201);
    return { id: String(body.id), url: String(body.pairUrl), code: String(body.pairCode) };
  };
  const tokenOf = (url: string) => url.split('#')[1] ?? '';
  const pair = (body: object, headers: Record<string, string> = {}) =>
    call(api.pairing.POST, '/api/puerta/vincular', { method: 'POST', body, headers });
  const makePaired = async (profile: Profile = 'SCAN_LIST', fields: object = {}) => {
    const device = await make(profile, fields);
    const answer = await pair({ token: tokenOf(device.url) });
    expect(answer.status).toBe(200);
    return { ...device, cookie: cookieIn(answer) };
  };
  const one = (method: 'PUT' | 'DELETE', id: string, body?: object) =>
    call(api.pairedDevice[method], `${LIST}/${id}?businessId=${businessId}`, {
      ...{ method, cookie: manager, params: { id } },
      ...(body ? { body } : {}),
    });
  const again = async (id: string) =>
    (
      await call(api.devicePairing.POST, `${LIST}/${id}/vinculo?businessId=${businessId}`, {
        ...{ method: 'POST', cookie: manager, params: { id }, body: {} },
      })
    ).body as { pairUrl: string; pairCode: string };
  const list = async () =>
    (await call(api.pairedDevices.GET, `${LIST}?businessId=${businessId}`, { cookie: manager })).body.devices as Record<
      string,
      unknown
    >[];
  const listed = async (id: string) => (await list()).find((row) => row.id === id);
  const askMe = (cookie: string) => call(me.GET, '/api/me', { cookie });
  const beat = (cookie: string, body: object = { queued: 0 }) =>
    call(api.deviceState.POST, '/api/puerta/estado', { method: 'POST', cookie, body: { businessId, ...body } });
  const count = (cookie: string, fields: object = {}) =>
    call(click.POST, '/api/sin-reserva', {
      ...{ method: 'POST', cookie, body: { businessId, delta: 1, nonce: randomUUID(), ...fields } },
    });
  const rowOf = async (id: string) => {
    const [row] = await db().select().from(pairedDevice).where(eq(pairedDevice.id, id));
    if (!row) throw new Error('no such device');
    return row;
  };
  const setRow = (id: string, values: Partial<typeof pairedDevice.$inferInsert>) =>
    db().update(pairedDevice).set(values).where(eq(pairedDevice.id, id));

  it('are made with an address and eight letters, which are nowhere at rest', async () => {
    const { status, body } = await create({ name: 'Puerta principal', profile: 'SCAN', gateIds: [gates[0]] });
    expect([status, Object.keys(body).sort()]).toEqual([201, ['expiresAt', 'id', 'pairCode', 'pairUrl']]);
    expect(body.pairUrl).toMatch(/^http:\/\/localhost:3000\/vincular#[\w-]+\.[\w-]{12}\.[\w-]{32}$/);
    expect(body.pairCode).toMatch(/^[A-HJ-NP-Z]{8}$/);
    expect(Date.parse(String(body.expiresAt)) - Date.now()).toBeGreaterThan(9 * 60_000);
    const stored = JSON.stringify(await rowOf(String(body.id)));
    expect(stored).not.toContain(String(body.pairCode));
    expect(stored).not.toContain(tokenOf(String(body.pairUrl)).split('.')[2]);
    expect(await listed(String(body.id))).toMatchObject({
      ...{ name: 'Puerta principal', profile: 'SCAN', gateIds: [gates[0]], pairedAt: null, seenAt: null },
      pairExpiresAt: body.expiresAt,
    });
  });

  it('refuse what is no device: a gate of nowhere, an end that has passed, a profile that does not exist', async () => {
    const codeOf = async (fields: object) => (await create({ name: 'X', profile: 'SCAN', ...fields })).body.code;
    expect(await codeOf({ gateIds: ['nowhere'] })).toBe('VALIDATION');
    expect(await codeOf({ validUntil: '2020-01-01T00:00:00Z' })).toBe('VALIDATION');
    expect(await codeOf({ profile: 'OWNER' })).toBe('VALIDATION');
    expect(await codeOf({ name: ' ' })).toBe('VALIDATION');
  });

  it('are paired by the address, with a cookie that no script reads and that is stored as a hash', async () => {
    const { id, url } = await make('SCAN_LIST', { name: 'Puerta 7' });
    const answer = await pair({ token: tokenOf(url) });
    expect(answer.body).toEqual({ id, name: 'Puerta 7', profile: 'SCAN_LIST', venue: venue.venue.name });
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/^aforo\.door=.*; HttpOnly; SameSite=Lax$/)]);
    expect(JSON.stringify(await rowOf(id))).not.toContain(cookieIn(answer).split('.').at(-1));
    expect((await askMe(cookieIn(answer))).body).toMatchObject({
      user: { name: 'Puerta 7', email: '' },
      device: { id, profile: 'SCAN_LIST', gateIds: [] },
      memberships: [{ businessId, role: 'DOOR' }],
    });
    expect(await listed(id)).toMatchObject({ pairedAt: expect.any(String), pairExpiresAt: null });
  });

  it('are paired by the letters, however they are typed', async () => {
    const { id, code } = await make();
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `;
    expect((await pair({ code: typed })).body).toMatchObject({ id });
  });

  it('are paired once, also when phones race', async () => {
    const { url, code } = await make();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => pair(i % 2 === 0 ? { token: tokenOf(url) } : { code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['LINK_USED']),
    );
  });

  it('say why they are not paired: unknown, expired, replaced by a newer code, revoked', async () => {
    expect((await pair({ code: 'ABCDEFGH' })).body.code).toBe('NOT_FOUND');
    expect((await pair({ token: 'nothing' })).body.code).toBe('NOT_FOUND');
    const expired = await make();
    await setRow(expired.id, { pairExpiresAt: new Date(Date.now() - 1000) });
    expect((await pair({ token: tokenOf(expired.url) })).body.code).toBe('LINK_EXPIRED');
    expect((await pair({ code: expired.code })).body.code).toBe('LINK_EXPIRED');
    const renewed = await make();
    await again(renewed.id);
    expect((await pair({ code: renewed.code })).body.code).toBe('NOT_FOUND');
    const revoked = await make();
    await one('DELETE', revoked.id);
    expect((await pair({ token: tokenOf(revoked.url) })).body.code).toBe('LINK_REVOKED');
    expect((await pair({ code: revoked.code })).body.code).toBe('NOT_FOUND');
  });

  it('do not let their letters be guessed: attempts of a network are limited, those that paired cost nothing', async () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (let i = 0; i < 25; i++) {
      const { code } = await make();
      expect((await pair({ code }, from('192.0.2.7'))).status).toBe(200);
      await one('DELETE', (await list())[0]?.id as string);
    }
    const tried: number[] = [];
    for (let i = 0; i < 21; i++) tried.push((await pair({ code: 'ABCDEFGH' }, from('192.0.2.8'))).status);
    expect(tried).toEqual([...Array.from({ length: 20 }, () => 404), 429]);
    const { code } = await make();
    const refused = await pair({ code }, from('192.0.2.8'));
    expect([refused.body.code, Number(refused.headers.get('retry-after'))]).toEqual([
      'RATE_LIMITED',
      expect.any(Number),
    ]);
    expect((await pair({ code }, from('192.0.2.9'))).status).toBe(200);
  }, 60_000);

  it('may call what their profile names, and nothing else', async () => {
    const open = Object.fromEntries(
      GUARDED.filter(({ operation }) => operation.devices.length > 0).map(({ name, operation }) => [
        name,
        [...operation.devices],
      ]),
    );
    expect(open).toEqual(OF_DEVICES);
    for (const profile of PROFILES) {
      const { cookie } = await makePaired(profile);
      const allowed: string[] = [];
      for (const { name, path, method, handler } of GUARDED) {
        const params = { id: 'none', userId: 'none' };
        const { body, status } = await call(handler, `${path}?businessId=${businessId}`, {
          ...{ method, cookie, body: {}, params },
        });
        expect(status, name).not.toBe(401);
        if (body.code !== 'FORBIDDEN') allowed.push(name);
        await db().delete(rateLimit);
      }
      const expected = Object.keys(OF_DEVICES).filter((name) => OF_DEVICES[name]?.includes(profile));
      expect(allowed.sort(), profile).toEqual(expected.sort());
    }
  }, 60_000);

  it('act in their own venue only', async () => {
    const other = await makeVenue();
    const { cookie } = await makePaired('CLICKER');
    const asked = await call(click.POST, '/api/sin-reserva', {
      ...{ method: 'POST', cookie, body: { businessId: other.venue.id, delta: 1, nonce: randomUUID() } },
    });
    expect(asked.body.code).toBe('FORBIDDEN');
  });

  it('count at the gates of their scope', async () => {
    const { cookie } = await makePaired('CLICKER', { gateIds: [gates[0]] });
    expect((await count(cookie, { gateId: gates[0] })).status).toBe(200);
    expect((await count(cookie, { gateId: gates[1] })).body.code).toBe('FORBIDDEN');
    const free = await makePaired('CLICKER');
    expect((await count(free.cookie, { gateId: gates[1] })).status).toBe(200);
  });

  it('are named by the ledger, and take back what they counted themselves alone', async () => {
    const own = await makePaired('CLICKER');
    const other = await makePaired('CLICKER');
    const nonce = randomUUID();
    await count(own.cookie, { nonce });
    const [entry] = await db()
      .select({ userId: attendanceEntry.userId })
      .from(attendanceEntry)
      .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.nonce, nonce)));
    expect(entry?.userId).toBe((await rowOf(own.id)).userId);
    const undo = (cookie: string) =>
      call(clickUndo.POST, '/api/sin-reserva/anular', { method: 'POST', cookie, body: { businessId, nonce } });
    expect((await undo(other.cookie)).body.code).toBe('FORBIDDEN');
    expect((await undo(own.cookie)).status).toBe(200);
    const leaving = await makePaired('EXIT');
    const left = await call(exit.POST, '/api/puerta/salida', {
      ...{ method: 'POST', cookie: leaving.cookie, body: { businessId, delta: 1, nonce: randomUUID() } },
    });
    expect(left.status).toBe(200);
  });

  it('without the list read passes and the manifest without names, and follow figures without names', async () => {
    await makeReservation({ ...venue }, { reservedAt: new Date().toISOString(), tableName: 'Mesa 4' });
    const { cookie } = await makePaired('SCAN');
    const read = async (by: string) =>
      (await call(manifest.GET, `/api/puerta/manifiesto?businessId=${businessId}`, { cookie: by })).body as {
        shortName: string[];
        table: unknown[];
        code: string[];
      };
    const nameless = await read(cookie);
    expect(nameless.code.length).toBeGreaterThan(0);
    expect([new Set(nameless.shortName), new Set(nameless.table)]).toEqual([new Set(['']), new Set([null])]);
    const listing = await makePaired('SCAN_LIST');
    expect((await read(listing.cookie)).shortName).toContain('Lucía M.');
    expect((await call(reservations.GET, `/api/reservas?businessId=${businessId}`, { cookie })).body.code).toBe(
      'FORBIDDEN',
    );
    const refused = await call(scan.POST, '/api/reservas/qr-scan', {
      ...{ method: 'POST', cookie, body: { businessId, action: 'info', qrCode: 'x' } },
    });
    expect(refused.body.code).toBe('SCAN_REFUSED');
    const project = projectorOf(EVENT_RULES);
    const view = { visible: visibleTo(PROFILE_PERMISSIONS.SCAN), day: '2026-11-21' };
    const logged = { businessId, timestamp: 't', seq: 1, businessDay: '2026-11-21', customerName: 'Lucía Fernández' };
    const scanned = { ...logged, type: 'qr-scanned', reservationId: 'r', increment: 2, scanCount: 2 };
    expect(project(scanned, view)).toMatchObject({ customerName: '', increment: 2 });
    expect(project({ ...scanned, businessDay: '2026-11-22' } as typeof scanned, view)).toBeNull();
    expect(project({ ...logged, type: 'status-changed' }, view)).toBeNull();
    const row = { id: 'e', delta: 1 };
    expect(
      project({ ...logged, type: 'occupancy-changed', row } as typeof logged & { type: string }, view),
    ).toMatchObject({ row });
  });

  it('come after a person who is signed in, and answer with their own account', async () => {
    const { id, cookie } = await makePaired('SCAN');
    const both = await askMe(`${cookie}; ${manager}`);
    expect([both.body.device, (both.body.user as { email: string }).email]).toEqual([
      undefined,
      'manager@telefonos.test',
    ]);
    const alone = await askMe(`${cookie}; aforo.session_token=ended`);
    expect(alone.headers.get('x-aforo-account')).toBe((await rowOf(id)).userId);
    const foreign = await call(me.GET, '/api/me', { cookie, headers: { 'x-aforo-account': 'somebody else' } });
    expect(foreign.body.code).toBe('ACCOUNT_CHANGED');
  });

  it('are in force no more once they are revoked, and known for what they still hold', async () => {
    const { id, cookie } = await makePaired('CLICKER');
    const sessionId = (await readDevice(cookie))?.sessionId ?? '';
    expect(await readDeviceGrants([sessionId])).toMatchObject([{ sessionId, businessId }]);
    const since = await accessMark();
    expect((await one('DELETE', id)).body).toEqual({ id });
    expect((await count(cookie)).body.code).toBe('UNAUTHENTICATED');
    expect((await askMe(cookie)).status).toBe(401);
    expect(await readDeviceGrants([sessionId])).toEqual([]);
    const grant = { businessId, userId: 'u', sessionId, audience: '' };
    expect((await readAccessChanges(since)).touches(grant)).toBe(true);
    expect(await findDevice(cookie)).toMatchObject({ id, businessId, profile: 'CLICKER', revokedAt: expect.any(Date) });
    expect(await listed(id)).toBeUndefined();
    expect((await one('DELETE', id)).body.code).toBe('NOT_FOUND');
    expect(await findDevice('aforo.door=a.b.c')).toBeNull();
    expect(await findDevice(cookie.slice(0, -3))).toBeNull();
  });

  it('end by themselves', async () => {
    const { id, cookie } = await makePaired('SCAN', { validUntil: new Date(Date.now() + 60_000).toISOString() });
    expect((await askMe(cookie)).status).toBe(200);
    await setRow(id, { validUntil: new Date(Date.now() - 1) });
    expect((await askMe(cookie)).status).toBe(401);
    expect((await findDevice(cookie))?.revokedAt).toBeInstanceOf(Date);
  });

  it('pass from one phone to the next, and the first still hands over what it holds', async () => {
    const { id, cookie } = await makePaired('SCAN');
    const sessionId = (await readDevice(cookie))?.sessionId ?? '';
    const { pairUrl } = await again(id);
    expect((await askMe(cookie)).status).toBe(200);
    const since = await accessMark();
    const next = cookieIn(await pair({ token: tokenOf(pairUrl) }));
    expect((await askMe(next)).status).toBe(200);
    expect((await askMe(cookie)).status).toBe(401);
    expect((await readAccessChanges(since)).touches({ businessId, userId: 'u', sessionId, audience: '' })).toBe(true);
    expect(await findDevice(cookie)).toMatchObject({ id, revokedAt: expect.any(Date) });
    expect(await findDevice(next)).toMatchObject({ id, revokedAt: null });
  });

  it('may do something else at once when a manager says so, and are told by their next heartbeat', async () => {
    const { id, cookie } = await makePaired('CLICKER');
    const sessionId = (await readDevice(cookie))?.sessionId ?? '';
    const since = await accessMark();
    const changed = await one('PUT', id, { name: 'Salida sur', profile: 'EXIT', gateIds: [gates[1]] });
    expect(changed.body.device).toMatchObject({ name: 'Salida sur', profile: 'EXIT', gateIds: [gates[1]] });
    expect((await readAccessChanges(since)).touches({ businessId, userId: 'u', sessionId, audience: '' })).toBe(true);
    expect((await count(cookie)).body.code).toBe('FORBIDDEN');
    expect((await beat(cookie)).body).toEqual({
      recorded: true,
      device: { name: 'Salida sur', profile: 'EXIT', gateIds: [gates[1]] },
    });
    expect(((await askMe(cookie)).body.user as { name: string }).name).toBe('Salida sur');
    const { version } = await rowOf(id);
    expect((await one('PUT', id, { name: 'Salida sur' })).body.device).toMatchObject({ version });
  });

  it('get another secret once a day; the one before serves until the new one was sent', async () => {
    const { id, cookie } = await makePaired('SCAN');
    expect((await beat(cookie)).headers.getSetCookie()).toEqual([]);
    await setRow(id, { rotatedAt: new Date(Date.now() - 25 * 60 * 60_000) });
    const answers = await Promise.all([beat(cookie), beat(cookie), beat(cookie)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const given = answers.flatMap(({ headers }) => headers.getSetCookie());
    expect(given).toHaveLength(1);
    const next = given[0]?.split(';')[0] ?? '';
    // The answer was lost: the phone still sends the first one, and gets another.
    expect((await askMe(cookie)).status).toBe(200);
    await setRow(id, { rotatedAt: new Date(Date.now() - 2 * 60_000) });
    const third = cookieIn(await beat(cookie));
    expect([third.length > 20, third === next]).toEqual([true, false]);
    expect((await beat(third)).status).toBe(200);
    expect((await askMe(cookie)).status).toBe(401);
    expect((await askMe(next)).status).toBe(401);
    expect((await askMe(third)).status).toBe(200);
  });

  it('tell how they are: at once what a person would act on, and the rest now and then', async () => {
    const { id, cookie } = await makePaired('SCAN');
    const since = await accessMark();
    const told = async () =>
      (
        await db()
          .select({ seq: venueEvent.seq })
          .from(venueEvent)
          .where(and(eq(venueEvent.businessId, businessId), eq(venueEvent.subjectId, id)))
      ).length;
    const before = await told();
    await beat(cookie, { queued: 3, version: '1.2.3', battery: 81, seq: 1 });
    expect(await listed(id)).toMatchObject({ queued: 3, appVersion: '1.2.3', battery: 81, behind: expect.any(Number) });
    expect((await listed(id))?.behind).toBeGreaterThan(0);
    expect(await told()).toBe(before + 1);
    await beat(cookie, { queued: 3, version: '1.2.3', battery: 80 });
    expect(await told()).toBe(before + 1);
    expect(await listed(id)).toMatchObject({ battery: 80 });
    await beat(cookie, { queued: 0, version: '1.2.3', battery: 80 });
    expect(await told()).toBe(before + 2);
    const sessionId = (await readDevice(cookie))?.sessionId ?? '';
    expect((await readAccessChanges(since)).touches({ businessId, userId: 'u', sessionId, audience: '' })).toBe(false);
    await one('DELETE', id);
    const at = new Date();
    const taken = await transaction((tx) => recordDeviceState(tx, businessId, id, { queued: 5, at }));
    expect([taken, (await rowOf(id)).queued]).toEqual([true, 5]);
    expect(await transaction((tx) => recordDeviceState(tx, businessId, 'none', { queued: 5, at }))).toBe(false);
    expect((await beat(manager)).body.code).toBe('FORBIDDEN');
  });

  it('are in the trail, which names them as who acts, and are no members', async () => {
    const { id } = await makePaired('SCAN', { name: 'Puerta del rastro' });
    await one('PUT', id, { profile: 'EXIT' });
    await one('DELETE', id);
    const audited = await db()
      .select({ action: auditEntry.action, userId: auditEntry.userId })
      .from(auditEntry)
      .where(and(eq(auditEntry.businessId, businessId), eq(auditEntry.entityId, id)));
    expect(audited.map(({ action }) => action).sort()).toEqual([
      ...['device.changed', 'device.created', 'device.paired', 'device.revoked'],
    ]);
    const page = await call(trail.GET, `/api/rastro?businessId=${businessId}&kind=device`, { cookie: manager });
    const { userId } = await rowOf(id);
    expect(page.body.entries).toContainEqual(
      expect.objectContaining({
        ...{ action: 'device.paired', rowName: 'Puerta del rastro' },
        actor: { kind: 'device', id: userId, name: 'Puerta del rastro' },
      }),
    );
    const team = await call(members.GET, `/api/miembros?businessId=${businessId}`, { cookie: manager });
    expect(JSON.stringify(team.body)).not.toContain(userId);
    expect(JSON.stringify(await readDemoAccounts())).not.toContain('device.invalid');
  });
});
