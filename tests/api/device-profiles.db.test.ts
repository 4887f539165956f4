import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { readAccessChanges } from '@/modules/access/access-changes';
import { visibleTo } from '@/modules/access/audience';
import { PROFILES, type Profile } from '@/modules/access/context';
import type { Operation } from '@/modules/access/operation';
import { readDevice } from '@/modules/access/paired-device';
import { PROFILE_PERMISSIONS } from '@/modules/access/profiles';
import type { Handler } from '@/modules/access/route';
import { attendanceEntry } from '@/modules/attendance/tables';
import { projectorOf } from '@/modules/events/rules';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { click, clickUndo, exit, scan } from '@/server/api/attendance';
import { manifest } from '@/server/api/door';
import { ENDPOINTS } from '@/server/api/endpoints';
import { me } from '@/server/api/people';
import { reservations } from '@/server/api/reservations';
import { EVENT_RULES } from '@/server/registry';
import { accessMark } from '../support/access-mark';
import { describeDatabases } from '../support/databases';
import { makeReservation, makeVenue } from '../support/fixtures';
import { call } from '../support/http';
import { askMe, type Door, makeDoor, rowOf } from '../support/paired-phones';

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
  'POST /api/puerta/sync': PROFILES,
  'GET /api/ocupacion': PROFILES,
  'GET /api/puertas': PROFILES,
  'GET /api/puerta/incidencias': PROFILES,
  'POST /api/monitor/auditoria': PROFILES,
  'POST /api/monitor/incidencias': PROFILES,
};

describeDatabases('what a paired device may do', () => {
  let door: Door;
  let businessId: string;

  beforeAll(async () => {
    door = await makeDoor();
    ({ businessId } = door);
  }, 60_000);
  beforeEach(() => db().delete(rateLimit));

  it('may call what their profile names, and nothing else', async () => {
    const open = Object.fromEntries(
      GUARDED.filter(({ operation }) => operation.devices.length > 0).map(({ name, operation }) => [
        name,
        [...operation.devices],
      ]),
    );
    expect(open).toEqual(OF_DEVICES);
    for (const profile of PROFILES) {
      const { cookie } = await door.makePaired(profile);
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
    const { cookie } = await door.makePaired('CLICKER');
    const asked = await call(click.POST, '/api/sin-reserva', {
      ...{ method: 'POST', cookie, body: { businessId: other.venue.id, delta: 1, nonce: randomUUID() } },
    });
    expect(asked.body.code).toBe('FORBIDDEN');
  });

  it('count at the gates of their scope', async () => {
    const { cookie } = await door.makePaired('CLICKER', { gateIds: [door.gates[0]] });
    expect((await door.count(cookie, { gateId: door.gates[0] })).status).toBe(200);
    expect((await door.count(cookie, { gateId: door.gates[1] })).body.code).toBe('FORBIDDEN');
    const free = await door.makePaired('CLICKER');
    expect((await door.count(free.cookie, { gateId: door.gates[1] })).status).toBe(200);
  });

  it('are named by the ledger, and take back what they counted themselves alone', async () => {
    const own = await door.makePaired('CLICKER');
    const other = await door.makePaired('CLICKER');
    const nonce = randomUUID();
    await door.count(own.cookie, { nonce });
    const [entry] = await db()
      .select({ userId: attendanceEntry.userId })
      .from(attendanceEntry)
      .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.nonce, nonce)));
    expect(entry?.userId).toBe((await rowOf(own.id)).userId);
    const undo = (cookie: string) =>
      call(clickUndo.POST, '/api/sin-reserva/anular', { method: 'POST', cookie, body: { businessId, nonce } });
    expect((await undo(other.cookie)).body.code).toBe('FORBIDDEN');
    expect((await undo(own.cookie)).status).toBe(200);
    const leaving = await door.makePaired('EXIT');
    const left = await call(exit.POST, '/api/puerta/salida', {
      ...{ method: 'POST', cookie: leaving.cookie, body: { businessId, delta: 1, nonce: randomUUID() } },
    });
    expect(left.status).toBe(200);
  });

  it('without the list read passes and the manifest without names, and follow figures without names', async () => {
    await makeReservation(door.venue, { reservedAt: new Date().toISOString(), tableName: 'Mesa 4' });
    const { cookie } = await door.makePaired('SCAN');
    const read = async (by: string) =>
      (await call(manifest.GET, `/api/puerta/manifiesto?businessId=${businessId}`, { cookie: by })).body as {
        shortName: string[];
        table: unknown[];
        code: string[];
      };
    const nameless = await read(cookie);
    expect(nameless.code.length).toBeGreaterThan(0);
    expect([new Set(nameless.shortName), new Set(nameless.table)]).toEqual([new Set(['']), new Set([null])]);
    const listing = await door.makePaired('SCAN_LIST');
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
    const { id, cookie } = await door.makePaired('SCAN');
    const both = await askMe(`${cookie}; ${door.manager}`);
    expect([both.body.device, (both.body.user as { email: string }).email]).toEqual([undefined, door.email]);
    const alone = await askMe(`${cookie}; aforo.session_token=ended`);
    expect(alone.headers.get('x-aforo-account')).toBe((await rowOf(id)).userId);
    const foreign = await call(me.GET, '/api/me', { cookie, headers: { 'x-aforo-account': 'somebody else' } });
    expect(foreign.body.code).toBe('ACCOUNT_CHANGED');
  });

  it('may do something else at once when a manager says so, and are told by their next heartbeat', async () => {
    const { id, cookie } = await door.makePaired('CLICKER');
    const sessionId = (await readDevice(cookie))?.sessionId ?? '';
    const since = await accessMark();
    const changed = await door.one('PUT', id, { name: 'Salida sur', profile: 'EXIT', gateIds: [door.gates[1]] });
    expect(changed.body.device).toMatchObject({ name: 'Salida sur', profile: 'EXIT', gateIds: [door.gates[1]] });
    expect((await readAccessChanges(since)).touches({ businessId, userId: 'u', sessionId, audience: '' })).toBe(true);
    expect((await door.count(cookie)).body.code).toBe('FORBIDDEN');
    expect((await door.beat(cookie)).body).toEqual({
      recorded: true,
      device: { name: 'Salida sur', profile: 'EXIT', gateIds: [door.gates[1]] },
    });
    expect(((await askMe(cookie)).body.user as { name: string }).name).toBe('Salida sur');
    const { version } = await rowOf(id);
    expect((await door.one('PUT', id, { name: 'Salida sur' })).body.device).toMatchObject({ version });
  });
});
