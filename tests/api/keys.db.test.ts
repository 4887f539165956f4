import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { readKeyGrants } from '@/modules/access/api-key';
import { can, KEY_PERMISSIONS, type Permission, type Role } from '@/modules/access/context';
import { apiKey } from '@/modules/access/key-tables';
import type { Operation } from '@/modules/access/operation';
import type { Handler } from '@/modules/access/route';
import { membership } from '@/modules/access/tables';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { readDemoAccounts } from '@/modules/setup/installation';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { ENDPOINTS } from '@/server/api/endpoints';
import * as api from '@/server/api/keys';
import { acceptance, invitations } from '@/server/api/members';
import { authCalls } from '@/server/api/people';
import { reservations } from '@/server/api/reservations';
import { trail } from '@/server/api/trail';
import { describeDatabases } from '../support/databases';
import { makeVenue, NOW } from '../support/fixtures';
import { call, cookieOf, makeUser, PASSWORD } from '../support/http';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const NEW = { customerName: 'Ana Guion', guestCount: 2, reservedAt: new Date(Date.now() + 60_000).toISOString() };

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

describeDatabases('API keys', () => {
  let businessId: string;
  const users = {} as Record<Role, string>;
  const cookies = {} as Record<Role, string>;

  beforeAll(async () => {
    businessId = (await makeVenue()).venue.id;
    for (const role of ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const) {
      users[role] = await makeUser(`${role}@claves.test`.toLowerCase(), { businessId, role });
      cookies[role] = await cookieOf(`${role}@claves.test`.toLowerCase());
    }
  }, 60_000);
  beforeEach(() => db().delete(rateLimit));

  const create = (body: object, by: Role = 'OWNER') =>
    call(api.keys.POST, '/api/claves', { method: 'POST', cookie: cookies[by], body: { businessId, ...body } });
  const make = async (permissions: readonly string[], fields: object = {}) => {
    const { status, body } = await create({ name: 'Guion', permissions, ...fields });
    expect(status).toBe(201);
    return { id: String(body.id), token: String(body.token) };
  };
  const list = async () =>
    (await call(api.keys.GET, `/api/claves?businessId=${businessId}`, { cookie: cookies.OWNER })).body.keys as Record<
      string,
      unknown
    >[];
  const revoke = (id: string, by: Role = 'OWNER') =>
    call(api.oneKey.DELETE, `/api/claves/${id}?businessId=${businessId}`, {
      ...{ method: 'DELETE', cookie: cookies[by], params: { id } },
    });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const read = (token: string, headers: Record<string, string> = {}) =>
    call(reservations.GET, '/api/reservas', { headers: { ...bearer(token), ...headers } });
  const ask = ({ handler, method, path }: Row, token: string) =>
    call(handler, `${path}?businessId=${businessId}`, {
      ...{ method, body: {}, headers: bearer(token) },
      params: {
        ...(path.includes('[id]') ? { id: 'none' } : {}),
        ...(path.includes('[userId]') ? { userId: 'none' } : {}),
      },
    });

  it('are shown once, kept as a hash, and listed by their beginning', async () => {
    const { id, token } = await make(['reservations.read', 'reservations.read-any-day'], { name: 'Panel de sala' });
    expect(await list()).toMatchObject([
      {
        ...{ id, name: 'Panel de sala', prefix: `aforo_${id}`, state: 'active', usedAt: null, expiresAt: null },
        ...{ permissions: ['reservations.read', 'reservations.read-any-day'], createdBy: 'Persona' },
      },
    ]);
    expect(token.startsWith(`aforo_${id}.`)).toBe(true);
    const stored = JSON.stringify([
      await db().select().from(apiKey),
      await db().select().from(auditEntry).where(eq(auditEntry.entity, 'key')),
      await db().select().from(venueEvent),
    ]);
    expect(stored).not.toContain(token.split('.')[2]);
    const [event] = await db().select().from(venueEvent).where(eq(venueEvent.subjectId, id));
    expect(event?.type).toBe('key-changed');
    expect(event?.payload).not.toContain('Panel');
    await revoke(id);
    expect(await list()).toEqual([]);
  });

  it('act in their venue alone, by their header alone', async () => {
    const { token } = await make(['reservations.read', 'reservations.read-any-day']);
    expect((await read(token)).status).toBe(200);
    const other = await makeVenue();
    const there = await call(reservations.GET, `/api/reservas?businessId=${other.venue.id}`, {
      headers: bearer(token),
    });
    expect(there.body.code).toBe('FORBIDDEN');
    const forged = [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'x', `${token}x`, token.slice(0, -1)];
    for (const each of forged) {
      const reply = await read(each, { cookie: cookies.OWNER });
      expect(reply, 'a session does not stand in for a bad key').toMatchObject({
        ...{ status: 401, body: { code: 'KEY_INVALID' } },
      });
      expect(reply.headers.get('www-authenticate')).toContain('Bearer');
    }
    const swapped = token.replace(businessId, other.venue.id);
    expect((await read(swapped)).body.code).toBe('KEY_INVALID');
    const both = await call(reservations.POST, '/api/reservas', {
      ...{ method: 'POST', body: NEW, headers: { ...bearer(token), cookie: cookies.OWNER } },
    });
    expect(both.body.code, 'the rights of the session beside it do not count').toBe('FORBIDDEN');
  });

  it('write from any origin, since no cookie is read', async () => {
    const { token } = await make(['reservations.write']);
    const post = (headers: Record<string, string>) =>
      call(reservations.POST, '/api/reservas', { method: 'POST', body: { ...NEW, businessId }, headers });
    expect((await post({ ...bearer(token), origin: 'https://elsewhere.example' })).status).toBe(201);
    expect((await post({ cookie: cookies.OWNER, origin: 'https://elsewhere.example' })).body.code).toBe('FORBIDDEN');
  });

  it('stand in the trail as the one who acted', async () => {
    const { id, token } = await make(['reservations.write'], { name: 'Web del local' });
    const made = await call(reservations.POST, '/api/reservas', { method: 'POST', body: NEW, headers: bearer(token) });
    const row = (made.body.reservation as { id: string }).id;
    const query = new URLSearchParams({ businessId, row });
    const { body } = await call(trail.GET, `/api/rastro?${query}`, { cookie: cookies.OWNER });
    expect(body.entries).toMatchObject([
      { action: 'reservation.created', actor: { kind: 'key', name: 'Web del local' } },
    ]);
    const ofKey = await call(trail.GET, `/api/rastro?businessId=${businessId}&row=${id}`, { cookie: cookies.OWNER });
    expect(ofKey.body.entries).toMatchObject([
      { action: 'key.created', rowName: 'Web del local', after: { permissions: ['reservations.write'] } },
    ]);
  });

  it('grant nothing that their maker lacks, and only what a key may have', async () => {
    expect((await create({ name: 'x', permissions: ['reservations.read'] }, 'HOST')).body.code).toBe('FORBIDDEN');
    for (const permission of ['keys.manage', 'demo.erase', 'nothing', ''])
      expect((await create({ name: 'x', permissions: [permission] })).body.code, permission).toBe('VALIDATION');
    expect((await create({ name: 'x', permissions: [] })).body.code).toBe('VALIDATION');
    const past = { name: 'x', permissions: ['reservations.read'], expiresAt: new Date(Date.now() - 1).toISOString() };
    expect((await create(past)).body.code).toBe('VALIDATION');
    expect((await revoke('nothing')).body.code).toBe('NOT_FOUND');
  });

  it('do no more than their maker still may, and nothing once the maker has left', async () => {
    const maker = await makeUser('hacedora@claves.test', { businessId, role: 'MANAGER' });
    const cookie = await cookieOf('hacedora@claves.test');
    const { body } = await call(api.keys.POST, '/api/claves', {
      ...{
        method: 'POST',
        cookie,
        body: { name: 'De ella', permissions: ['reservations.read', 'reservations.write'] },
      },
    });
    const token = String(body.token);
    const grants = async () => (await readKeyGrants([String(body.id)])).map(({ role }) => [...role]);
    expect(await grants()).toEqual([['reservations.read', 'reservations.write']]);
    const isMaker = and(eq(membership.businessId, businessId), eq(membership.userId, maker));
    await db().update(membership).set({ role: 'DOOR' }).where(isMaker);
    expect(await grants()).toEqual([['reservations.read']]);
    expect((await read(token)).status).toBe(200);
    const post = await call(reservations.POST, '/api/reservas', { method: 'POST', body: NEW, headers: bearer(token) });
    expect(post.body.code).toBe('FORBIDDEN');
    await db().delete(membership).where(isMaker);
    expect(await grants()).toEqual([]);
    expect((await read(token)).body.code).toBe('KEY_INVALID');
    expect((await list()).find(({ id }) => id === body.id)).toMatchObject({ state: 'paused', inForce: [] });
  });

  it('end when they are revoked, and at their time', async () => {
    const { id, token } = await make(['reservations.read'], { expiresAt: new Date(Date.now() + 60_000).toISOString() });
    expect((await read(token)).status).toBe(200);
    await db()
      .update(apiKey)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(apiKey.id, id));
    expect((await read(token)).body.code).toBe('KEY_INVALID');
    expect((await list()).find((key) => key.id === id)).toMatchObject({ state: 'expired' });
    const other = await make(['reservations.read']);
    const byQuery = `/api/claves?businessId=${businessId}&id=${other.id}`;
    expect((await call(api.keys.DELETE, byQuery, { method: 'DELETE', cookie: cookies.MANAGER })).status).toBe(200);
    expect((await read(other.token)).body.code).toBe('KEY_INVALID');
    expect((await revoke(other.id)).status).toBe(404);
  });

  it('record their use once a minute', async () => {
    const { id, token } = await make(['reservations.read']);
    const usedAt = async () => (await db().select().from(apiKey).where(eq(apiKey.id, id)))[0]?.usedAt ?? null;
    await read(token);
    await expect.poll(usedAt).not.toBeNull();
    const first = await usedAt();
    await read(token);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await usedAt()).toEqual(first);
    const before = new Date(Date.now() - 61_000);
    await db().update(apiKey).set({ usedAt: before }).where(eq(apiKey.id, id));
    await read(token);
    await expect.poll(async () => (await usedAt())?.getTime() ?? 0).toBeGreaterThan(before.getTime());
  });

  it('have a limit of their own, and use up nothing of the people', async () => {
    process.env.RATE_LIMIT_REQUESTS_PER_KEY_PER_MINUTE = '10';
    Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
    const { token } = await make(['reservations.read']);
    expect((await read(token)).status).toBe(200);
    expect((await read(token)).status).toBe(200);
    const third = await read(token);
    expect(third).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await make(['reservations.read']);
    expect((await read(other.token)).status, 'another key has its own').toBe(200);
    Reflect.deleteProperty(process.env, 'RATE_LIMIT_REQUESTS_PER_KEY_PER_MINUTE');
    Reflect.deleteProperty(globalThis, Symbol.for('aforo.env'));
  });

  it('sign in nowhere, join nothing, and are no account of the demo', async () => {
    const { token } = await make(['members.manage', 'reservations.read']);
    const [stored] = await db()
      .select()
      .from(apiKey)
      .where(eq(apiKey.id, token.slice(6, 18)));
    const email = `${stored?.userId}@key.invalid`;
    const signIn = await call(authCalls.POST, '/api/auth/sign-in/email', {
      ...{ method: 'POST', body: { email, password: PASSWORD }, params: { all: ['sign-in', 'email'] } },
    });
    expect(signIn.body.code).toBe('INVALID_CREDENTIALS');
    const invited = await call(invitations.POST, '/api/miembros/invitaciones', {
      ...{ method: 'POST', headers: bearer(token), body: { role: 'DOOR' } },
    });
    expect(invited.body.code, 'a role that has more than the key').toBe('FORBIDDEN');
    const byOwner = await call(invitations.POST, '/api/miembros/invitaciones', {
      ...{ method: 'POST', cookie: cookies.OWNER, body: { role: 'DOOR', businessId } },
    });
    const link = String(byOwner.body.url).split('/').at(-1) ?? '';
    const joined = await call(acceptance.POST, '/api/invitaciones/aceptar', {
      ...{ method: 'POST', headers: bearer(token), body: { token: link } },
    });
    expect(joined.body.code).toBe('KEY_REFUSED');
    const session = await call(authCalls.GET, '/api/auth/get-session', {
      ...{ headers: { ...bearer(token), cookie: cookies.OWNER }, params: { all: ['get-session'] } },
    });
    expect(session.body.code).toBe('KEY_REFUSED');
    expect(JSON.stringify(await readDemoAccounts())).not.toContain('key.invalid');
  });

  it.each(GUARDED)('$name serves a key as it serves a member', async (row) => {
    const { permission, keys } = row.operation;
    const without = KEY_PERMISSIONS.filter((name) => name !== permission);
    const { token: lacking } = await make(without);
    if (!keys) {
      const { token: full } = await make(KEY_PERMISSIONS);
      expect(await ask(row, full)).toMatchObject({ status: 403, body: { code: 'KEY_REFUSED' } });
      return;
    }
    expect((await ask(row, lacking)).body.code).toBe('FORBIDDEN');
    const { token: exact } = await make([permission as Permission]);
    expect(['FORBIDDEN', 'KEY_REFUSED', 'KEY_INVALID', 'UNAUTHENTICATED']).not.toContain(
      (await ask(row, exact)).body.code,
    );
    await db().update(apiKey).set({ revokedAt: NOW });
  });

  it('may have what a role has: the list shows a key what it shows that role', async () => {
    await call(reservations.POST, '/api/reservas', {
      ...{ method: 'POST', cookie: cookies.OWNER },
      body: { ...NEW, businessId, reservedAt: new Date().toISOString(), customerPhone: '+593 99 123 4567' },
    });
    for (const role of ['MANAGER', 'HOST', 'DOOR'] as const) {
      const { token } = await make(KEY_PERMISSIONS.filter((name) => can(role, name)));
      const member = await call(reservations.GET, `/api/reservas?businessId=${businessId}`, { cookie: cookies[role] });
      expect((await read(token)).body, role).toEqual(member.body);
    }
  });
});
