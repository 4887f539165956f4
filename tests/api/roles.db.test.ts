import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { GET as listReservations } from '@/app/api/reservas/route';
import { readAccessChanges } from '@/modules/access/access-changes';
import { can, type Permission, ROLES, type Role } from '@/modules/access/context';
import { LEAST_PERMISSIONS, ROLE_PERMISSIONS } from '@/modules/access/rules';
import { readIdentity } from '@/modules/access/session';
import { customRole, membership } from '@/modules/access/tables';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { invitation } from '@/modules/members/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { keys } from '@/server/api/keys';
import * as team from '@/server/api/members';
import * as api from '@/server/api/roles';
import { accessMark } from '../support/access-mark';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser, type Reply } from '../support/http';
import { cookiesOf } from '../support/sign-in';

const LEAST = [...LEAST_PERMISSIONS];
const FLOOR: Permission[] = [...LEAST, 'reservations.read-any-day'];
const permissionsOf = (role: Role) => ROLE_PERMISSIONS.filter((name) => can(role, name));

describeDatabases('the roles of a venue', (kind) => {
  let businessId: string;
  let serial = 0;
  const users = {} as Record<Role, string>;
  const cookies = {} as Record<Role, string>;

  beforeAll(async () => {
    businessId = (await makeVenue()).venue.id;
    for (const role of ROLES) {
      users[role] = await makeUser(`${role}@papeles.test`.toLowerCase(), { businessId, role });
      cookies[role] = await cookieOf(`${role}@papeles.test`.toLowerCase());
    }
  }, 60_000);
  beforeEach(() => db().delete(rateLimit));

  const list = async (cookie = cookies.OWNER) => (await call(api.roles.GET, '/api/roles', { cookie })).body;
  const post = (body: object, cookie = cookies.OWNER) =>
    call(api.roles.POST, '/api/roles', { method: 'POST', cookie, body });
  const put = (id: string, body: object, cookie = cookies.OWNER, headers = {}) =>
    call(api.oneRole.PUT, `/api/roles/${id}`, { method: 'PUT', cookie, params: { id }, body, headers });
  const remove = (id: string, cookie = cookies.OWNER) =>
    call(api.oneRole.DELETE, `/api/roles/${id}`, { method: 'DELETE', cookie, params: { id } });
  const freshName = (name = 'Rol') => `${name} ${++serial}`;
  async function make(permissions: readonly string[], name = freshName()) {
    const { status, body } = await post({ name, permissions });
    expect(status).toBe(201);
    return body.role as { id: string; name: string; version: number; permissions: Permission[]; base: Role };
  }
  const give = (userId: string, customRoleId: string, cookie = cookies.OWNER) =>
    call(team.member.PUT, `/api/miembros/${userId}`, {
      ...{ method: 'PUT', cookie, params: { userId }, body: { customRoleId } },
    });
  const setRole = (userId: string, body: object, cookie = cookies.OWNER) =>
    call(team.member.PUT, `/api/miembros/${userId}`, { method: 'PUT', cookie, params: { userId }, body });
  const invite = (body: object, cookie = cookies.OWNER) =>
    call(team.invitations.POST, '/api/miembros/invitaciones', { method: 'POST', cookie, body });
  const accept = (made: Reply, name: string) =>
    call(team.acceptance.POST, '/api/invitaciones/aceptar', {
      method: 'POST',
      body: {
        ...{ token: String(made.body.url).split('/').at(-1), name, email: `${name}@papeles.test` },
        password: 'otra clave muy larga',
      },
    });
  async function makeMember(customRoleId: string) {
    const email = `persona-${++serial}@papeles.test`;
    const userId = await makeUser(email, { businessId, role: 'DOOR' });
    expect((await give(userId, customRoleId)).status).toBe(200);
    return { userId, cookie: await cookieOf(email) };
  }
  const rowOf = async (userId: string) =>
    (
      await db()
        .select()
        .from(membership)
        .where(and(eq(membership.businessId, businessId), eq(membership.userId, userId)))
    )[0];
  const rightsOf = async (cookie: string) => (await readIdentity(cookie))?.members[0]?.role;

  it('are made with a name and what they may do, listed beside the built-in ones, and known by an id in the log', async () => {
    const role = await make([...FLOOR, 'history.read'], 'Sala');
    expect(role).toMatchObject({ name: 'Sala', base: 'DOOR', members: 0, invitations: 0 });
    const { roles, builtIn } = await list();
    expect(roles).toContainEqual(role);
    expect(builtIn).toEqual(ROLES.map((name) => ({ role: name, permissions: permissionsOf(name) })));
    const [event] = await db().select().from(venueEvent).where(eq(venueEvent.subjectId, role.id));
    expect(event).toMatchObject({ type: 'role-changed', seq: role.version });
    expect(event?.payload).not.toContain('Sala');
    const [entry] = await db().select().from(auditEntry).where(eq(auditEntry.entityId, role.id));
    expect(entry).toMatchObject({
      ...{ action: 'role.created', before: null },
      after: { name: 'Sala', permissions: role.permissions },
    });
    expect(new Set(role.permissions)).toEqual(new Set([...FLOOR, 'history.read']));
  });

  it('need a name of their own, whatever its case, and what the door may do', async () => {
    const { id, permissions } = await make(LEAST, 'Ñandú');
    for (const name of ['ñandú', 'ÑANDÚ ', 'owner', 'Propiedad', 'HOST', 'Host'])
      expect(await post({ name, permissions })).toMatchObject({ status: 409, body: { code: 'ROLE_NAME_TAKEN' } });
    const other = await make(LEAST);
    expect((await put(other.id, { name: 'ñANDÚ', permissions })).body.code).toBe('ROLE_NAME_TAKEN');
    expect((await put(id, { name: 'ñandú', permissions })).status, 'its own name in another case').toBe(200);
    for (const body of [
      { name: ' ', permissions },
      { name: 'x'.repeat(41), permissions },
      { name: 'Sin puerta', permissions: ['reservations.read'] },
      { name: 'Operador', permissions: [...LEAST, 'venues.suspend'] },
      { name: 'Inventado', permissions: [...LEAST, 'tables.move'] },
    ])
      expect(await post(body), JSON.stringify(body)).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    const racing = freshName('Carrera');
    const replies = await Promise.all([racing, racing.toUpperCase()].map((name) => post({ name, permissions })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('hold nothing that whoever makes, changes, gives or takes them lacks', async () => {
    const beyond = [...permissionsOf('MANAGER'), 'settings.write'];
    expect((await post({ name: freshName(), permissions: beyond }, cookies.MANAGER)).body.code).toBe('FORBIDDEN');
    const high = await make(beyond);
    const low = await make(LEAST);
    const lower = { name: freshName(), permissions: LEAST };
    expect((await put(high.id, lower, cookies.MANAGER)).body.code, 'taken from it').toBe('FORBIDDEN');
    expect((await put(low.id, { ...lower, permissions: beyond }, cookies.MANAGER)).body.code).toBe('FORBIDDEN');
    expect((await remove(high.id, cookies.MANAGER)).body.code).toBe('FORBIDDEN');
    expect((await give(users.DOOR, high.id, cookies.MANAGER)).body.code).toBe('FORBIDDEN');
    expect((await invite({ customRoleId: high.id }, cookies.MANAGER)).body.code).toBe('FORBIDDEN');
    const holder = await makeMember(high.id);
    expect((await setRole(holder.userId, { role: 'DOOR' }, cookies.MANAGER)).body.code).toBe('FORBIDDEN');
    const link = await invite({ customRoleId: high.id });
    const revoke = (cookie: string) =>
      call(team.invitation.DELETE, `/api/miembros/invitaciones/${link.body.id}`, {
        ...{ method: 'DELETE', cookie, params: { id: String(link.body.id) } },
      });
    expect((await revoke(cookies.MANAGER)).body.code).toBe('FORBIDDEN');
    expect((await revoke(cookies.OWNER)).status).toBe(200);
    const made = await call(keys.POST, '/api/claves', {
      ...{ method: 'POST', cookie: cookies.OWNER },
      body: { name: 'Altas', permissions: ['members.manage', ...LEAST] },
    });
    const headers = { authorization: `Bearer ${made.body.token}` };
    const byKey = (permissions: readonly string[]) =>
      call(api.roles.POST, '/api/roles', { method: 'POST', headers, body: { name: freshName(), permissions } });
    expect((await byKey(FLOOR)).body.code).toBe('FORBIDDEN');
    expect((await byKey(LEAST)).status).toBe(201);
    expect((await put(high.id, lower, '', headers)).body.code).toBe('FORBIDDEN');
    expect((await post({ name: freshName(), permissions: LEAST }, cookies.HOST)).body.code).toBe('FORBIDDEN');
  });

  it('let whoever has one do what it holds, and nothing else', async () => {
    const role = await make([...FLOOR, 'audit.read']);
    const { userId, cookie } = await makeMember(role.id);
    const { memberships } = (await call(me, '/api/me', { cookie })).body as { memberships: object[] };
    expect(memberships).toMatchObject([
      { businessId, role: 'DOOR', customRole: { id: role.id, name: role.name, permissions: role.permissions } },
    ]);
    const held = await rightsOf(cookie);
    expect(ROLE_PERMISSIONS.filter((name) => held && can(held, name))).toEqual(role.permissions);
    const other = `/api/reservas?businessId=${businessId}&day=2020-01-01`;
    expect((await call(listReservations, other, { cookie })).status, 'any day').toBe(200);
    expect((await call(listReservations, other, { cookie: cookies.DOOR })).body.code).toBe('FORBIDDEN');
    expect((await call(team.members.GET, '/api/miembros', { cookie })).body.code).toBe('FORBIDDEN');
    const { members } = (await call(team.members.GET, '/api/miembros', { cookie: cookies.OWNER })).body;
    expect(members).toContainEqual(
      expect.objectContaining({ userId, role: 'DOOR', customRole: { id: role.id, name: role.name } }),
    );
    expect(members).toContainEqual(expect.not.objectContaining({ customRole: expect.anything() }));
    expect((await list()).roles).toContainEqual(expect.objectContaining({ id: role.id, members: 1 }));
    expect((await setRole(userId, { role: 'HOST' })).body.member).not.toHaveProperty('customRole');
    expect(await rightsOf(cookie)).toBe('HOST');
    const trail = await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId));
    expect(trail).toContainEqual(
      expect.objectContaining({
        ...{ action: 'member.role-changed', before: { role: role.name }, after: { role: 'HOST' } },
      }),
    );
  });

  it('are given by an invitation', async () => {
    const role = await make([...FLOOR, 'reservations.read-personal']);
    const made = await invite({ customRoleId: role.id, email: `lola${serial}@papeles.test` });
    expect(made.status).toBe(201);
    const { invitations } = (await call(team.members.GET, '/api/miembros', { cookie: cookies.OWNER })).body;
    expect(invitations).toContainEqual(
      expect.objectContaining({ id: made.body.id, role: 'DOOR', customRole: { id: role.id, name: role.name } }),
    );
    expect((await list()).roles).toContainEqual(expect.objectContaining({ id: role.id, invitations: 1 }));
    const joined = await accept(made, `lola${serial}`);
    expect(joined.status).toBe(200);
    const held = await rightsOf(cookiesOf(joined));
    expect(ROLE_PERMISSIONS.filter((name) => held && can(held, name))).toEqual(role.permissions);
    expect(await invite({})).toMatchObject({ status: 400, body: { code: 'VALIDATION' } });
    expect((await invite({ role: 'HOST', customRoleId: role.id })).body.code).toBe('VALIDATION');
  });

  it('are nothing to another venue', async () => {
    const other = (await makeVenue()).venue.id;
    await makeUser('vecina@papeles.test', { businessId: other, role: 'OWNER' });
    const neighbour = await cookieOf('vecina@papeles.test');
    const role = await make(LEAST, freshName('Propio'));
    expect((await list(neighbour)).roles).toEqual([]);
    const missing = { status: 404, body: { code: 'NOT_FOUND' } };
    expect(await put(role.id, { name: 'x', permissions: LEAST }, neighbour)).toMatchObject(missing);
    expect(await remove(role.id, neighbour)).toMatchObject(missing);
    expect(await invite({ customRoleId: role.id }, neighbour)).toMatchObject(missing);
    const guest = await makeUser('invitado@papeles.test', { businessId: other, role: 'DOOR' });
    expect(await give(guest, role.id, neighbour)).toMatchObject(missing);
    expect((await post({ name: role.name, permissions: LEAST }, neighbour)).status, 'its own names').toBe(201);
  });

  it('change for whoever has them, with the base that a process of the version before sees', async () => {
    const role = await make([...permissionsOf('HOST'), 'audit.read']);
    expect(role.base).toBe('HOST');
    const { userId, cookie } = await makeMember(role.id);
    const link = await invite({ customRoleId: role.id });
    expect(await rowOf(userId)).toMatchObject({ role: 'HOST', customRoleId: role.id });
    const grant = { sessionId: (await readIdentity(cookie))?.sessionId ?? '', userId, businessId, audience: '' };
    const { until } = await readAccessChanges('0');
    const changed = await put(role.id, { name: role.name, permissions: FLOOR });
    expect(changed.body.role).toMatchObject({
      base: 'DOOR',
      permissions: ROLE_PERMISSIONS.filter((name) => FLOOR.includes(name)),
    });
    expect((await readAccessChanges(until)).touches(grant), 'open streams are looked at').toBe(true);
    expect(await rowOf(userId)).toMatchObject({ role: 'DOOR', customRoleId: role.id });
    const [invited] = await db()
      .select()
      .from(invitation)
      .where(eq(invitation.id, String(link.body.id)));
    expect(invited).toMatchObject({ role: 'DOOR', customRoleId: role.id });
    const held = await rightsOf(cookie);
    expect(held && can(held, 'audit.read')).toBe(false);
    expect(held && can(held, 'reservations.read-any-day')).toBe(true);
  });

  it('touch open streams also where the base stays', async () => {
    const role = await make([...LEAST, 'history.read']);
    const { userId, cookie } = await makeMember(role.id);
    const sessionId = (await readIdentity(cookie))?.sessionId ?? '';
    const grant = { sessionId, userId, businessId, audience: '' };
    const until = await accessMark();
    expect((await put(role.id, { name: freshName(), permissions: role.permissions })).status).toBe(200);
    expect((await readAccessChanges(until)).touches(grant), 'a name').toBe(false);
    await put(role.id, { name: freshName(), permissions: LEAST });
    expect((await readAccessChanges(until)).touches(grant)).toBe(true);
  });

  it('are changed on what was seen', async () => {
    const role = await make(LEAST);
    const next = { name: freshName(), permissions: LEAST };
    const changed = await put(role.id, next, cookies.OWNER, { 'if-match': `"${role.version}"` });
    expect(changed.status).toBe(200);
    const late = await put(role.id, { ...next, name: freshName() }, cookies.OWNER, { 'if-match': `"${role.version}"` });
    expect(late).toMatchObject({ status: 409, body: { code: 'VERSION_CONFLICT', current: { name: next.name } } });
    const { version } = changed.body.role as { version: number };
    expect((await put(role.id, next)).body.role, 'nothing changes').toMatchObject({ version });
  });

  it('are deleted when nobody has them', async () => {
    const role = await make(LEAST);
    const { userId } = await makeMember(role.id);
    const link = await invite({ customRoleId: role.id, email: 'nadia@papeles.test' });
    expect(await remove(role.id)).toMatchObject({
      status: 409,
      body: {
        ...{ code: 'ROLE_IN_USE', members: [{ userId, name: 'Persona' }] },
        invitations: [{ id: link.body.id, email: 'nadia@papeles.test' }],
      },
    });
    await setRole(userId, { role: 'DOOR' });
    const id = String(link.body.id);
    await call(team.invitation.DELETE, `/api/miembros/invitaciones/${id}`, {
      ...{ method: 'DELETE', cookie: cookies.OWNER, params: { id } },
    });
    expect((await remove(role.id)).body).toEqual({ id: role.id });
    expect((await remove(role.id)).status).toBe(404);
    const events = await db().select().from(venueEvent).where(eq(venueEvent.subjectId, role.id));
    expect(JSON.parse(events.at(-1)?.payload ?? '{}')).toMatchObject({ type: 'role-changed', row: null });
  });

  it('are either given or deleted, when both happen at once', async () => {
    for (let round = 0; round < (kind === 'embedded' ? 2 : 8); round += 1) {
      const role = await make(LEAST);
      const userId = await makeUser(`carrera-${++serial}@papeles.test`, { businessId, role: 'HOST' });
      const [given, deleted] = await Promise.all([give(userId, role.id), remove(role.id)]);
      const left = await db().select().from(customRole).where(eq(customRole.id, role.id));
      const row = await rowOf(userId);
      if (given.status === 200) {
        expect(deleted).toMatchObject({ status: 409, body: { code: 'ROLE_IN_USE' } });
        expect([row?.customRoleId, left.length]).toEqual([role.id, 1]);
      } else {
        expect([given.status, deleted.status, left.length]).toEqual([404, 200, 0]);
        expect(row).toMatchObject({ role: 'HOST', customRoleId: null });
      }
    }
  });

  it('are accepted and changed at once without a failure', async () => {
    for (let round = 0; round < (kind === 'embedded' ? 1 : 5); round += 1) {
      const role = await make(permissionsOf('HOST'));
      const links = [await invite({ customRoleId: role.id }), await invite({ customRoleId: role.id })];
      const names = links.map(() => `a${++serial}`);
      const replies = await Promise.all([
        ...links.map((link, index) => accept(link, names[index] ?? '')),
        put(role.id, { name: role.name, permissions: LEAST }),
      ]);
      expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
      for (const { body } of replies.slice(0, 2))
        expect(await rowOf(String(body.userId))).toMatchObject({ role: 'DOOR', customRoleId: role.id });
    }
  });

  it('never make an owner, nor outlive a role that a process of the version before gives', async () => {
    const all = await make(permissionsOf('OWNER'));
    expect(all.base).toBe('MANAGER');
    const { userId, cookie } = await makeMember(all.id);
    const owners = db().select().from(membership);
    expect(await owners.where(and(eq(membership.businessId, businessId), eq(membership.role, 'OWNER')))).toHaveLength(
      2,
    );
    await db().update(membership).set({ role: 'DOOR' }).where(eq(membership.userId, userId));
    expect(await rowOf(userId)).toMatchObject({ role: 'DOOR', customRoleId: null });
    expect(await rightsOf(cookie)).toBe('DOOR');
  });

  it('are kept out like a manager where the venue demands a second factor and they hold what only managers may do', async () => {
    const plain = await makeMember((await make(permissionsOf('HOST'))).id);
    const managing = await makeMember((await make([...LEAST, 'audit.read'])).id);
    await db().update(business).set({ requireSecondFactor: true }).where(eq(business.id, businessId));
    try {
      expect((await readIdentity(plain.cookie))?.members).toHaveLength(1);
      expect(await readIdentity(managing.cookie)).toMatchObject({ members: [], barred: [{ id: businessId }] });
    } finally {
      await db().update(business).set({ requireSecondFactor: false }).where(eq(business.id, businessId));
    }
  });

  it('bound the API keys of whoever has them', async () => {
    const role = await make([...FLOOR, 'keys.manage']);
    const { cookie } = await makeMember(role.id);
    const made = await call(keys.POST, '/api/claves', {
      ...{ method: 'POST', cookie, body: { name: 'Panel', permissions: FLOOR } },
    });
    expect(made.status).toBe(201);
    const read = () =>
      call(listReservations, `/api/reservas?businessId=${businessId}&day=2020-01-01`, {
        headers: { authorization: `Bearer ${made.body.token}` },
      });
    expect((await read()).status).toBe(200);
    await put(role.id, { name: role.name, permissions: [...LEAST, 'keys.manage'] });
    expect((await read()).body.code).toBe('FORBIDDEN');
  });

  it('have a base that grants no more than they do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray(ROLE_PERMISSIONS), async (chosen) => {
        const permissions = [...new Set([...LEAST, ...chosen])];
        const { id, base } = await make(permissions);
        const held = new Set<string>(permissions);
        expect(permissionsOf(base).filter((name) => !held.has(name))).toEqual([]);
        expect(await remove(id)).toMatchObject({ status: 200 });
        await db().delete(rateLimit);
      }),
      { numRuns: kind === 'embedded' ? 10 : 25 },
    );
  });
});
