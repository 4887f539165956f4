import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import type { Role } from '@/modules/access/context';
import { createMember } from '@/modules/access/create-member';
import { session, user } from '@/modules/access/tables';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { pruneLinks } from '@/modules/members/prune-links';
import { invitation, recovery } from '@/modules/members/tables';
import { recordOperator } from '@/modules/setup/set-operator';
import { db, transaction } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import * as api from '@/server/api/members';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser, PASSWORD, type Reply } from '../support/http';
import { cookiesOf, signIn } from '../support/sign-in';

const NEW_PASSWORD = 'otra clave muy larga';
const DAY_MS = 24 * 60 * 60_000;

describeDatabases('the members of a venue', () => {
  let businessId: string;
  const users = {} as Record<Role, string>;
  const cookies = {} as Record<Role, string>;

  beforeAll(async () => {
    const made = await makeVenue();
    businessId = made.venue.id;
    for (const role of ['OWNER', 'MANAGER', 'HOST', 'DOOR'] as const) {
      users[role] = await makeUser(`${role}@equipo.test`.toLowerCase(), { businessId, role });
      cookies[role] = await cookieOf(`${role}@equipo.test`.toLowerCase());
    }
  }, 60_000);
  beforeEach(() => db().delete(rateLimit));

  const list = async () => (await call(api.members.GET, '/api/miembros', { cookie: cookies.OWNER })).body;
  const invite = (role: string, by: Role = 'OWNER', email?: string) =>
    call(api.invitations.POST, '/api/miembros/invitaciones', {
      ...{ method: 'POST', cookie: cookies[by], body: { role, ...(email === undefined ? {} : { email }) } },
    });
  const accept = (body: object, cookie?: string) =>
    call(api.acceptance.POST, '/api/invitaciones/aceptar', { method: 'POST', body, ...(cookie ? { cookie } : {}) });
  const setRole = (userId: string, role: string, by: Role = 'OWNER') =>
    call(api.member.PUT, `/api/miembros/${userId}`, {
      ...{ method: 'PUT', cookie: cookies[by], params: { userId }, body: { role } },
    });
  const remove = (userId: string, by: Role = 'OWNER') =>
    call(api.member.DELETE, `/api/miembros/${userId}`, { method: 'DELETE', cookie: cookies[by], params: { userId } });
  const revoke = (id: string, by: Role = 'OWNER') =>
    call(api.invitation.DELETE, `/api/miembros/invitaciones/${id}`, {
      ...{ method: 'DELETE', cookie: cookies[by], params: { id } },
    });
  const tokenOf = ({ body }: Reply) => String(body.url).split('/').at(-1) ?? '';
  const person = (name: string) => ({ name, email: `${name}@equipo.test`, password: NEW_PASSWORD });
  const membershipsOf = async (cookie: string) => (await call(me, '/api/me', { cookie })).body.memberships;

  it('are listed with their roles, and the open invitations without their links', async () => {
    const made = await invite('HOST', 'OWNER', 'Nadia@Equipo.test');
    expect(made.status).toBe(201);
    const { members, invitations } = await list();
    expect(members).toContainEqual({
      ...{ userId: users.DOOR, name: 'Persona', email: 'door@equipo.test', role: 'DOOR' },
      secondFactor: false,
      lastSeenAt: expect.any(String),
    });
    const { id, expiresAt } = made.body;
    expect(invitations).toEqual([{ id, role: 'HOST', email: 'nadia@equipo.test', expiresAt }]);
    expect(JSON.stringify(await db().select().from(invitation)), 'the link is not kept').not.toContain(
      tokenOf(made).split('.')[2],
    );
    await revoke(String(id));
    expect((await list()).invitations).toEqual([]);
  });

  it('grant no role that they lack', async () => {
    expect((await invite('OWNER', 'MANAGER')).body.code).toBe('FORBIDDEN');
    expect((await invite('OPERATOR')).body.code).toBe('FORBIDDEN');
    expect((await setRole(users.HOST, 'OWNER', 'MANAGER')).body.code).toBe('FORBIDDEN');
    expect((await setRole(users.OWNER, 'HOST', 'MANAGER')).body.code).toBe('FORBIDDEN');
    expect((await remove(users.OWNER, 'MANAGER')).body.code).toBe('FORBIDDEN');
    const ofOwner = await invite('OWNER');
    expect((await revoke(String(ofOwner.body.id), 'MANAGER')).body.code).toBe('FORBIDDEN');
    await revoke(String(ofOwner.body.id));
    expect((await setRole('nobody', 'HOST')).body.code).toBe('NOT_FOUND');
  });

  it('joins by a link, with an account of their own and a session', async () => {
    const made = await invite('DOOR');
    const reply = await accept({ token: tokenOf(made), ...person('pablo') });
    expect(reply).toMatchObject({ status: 200, body: { businessId } });
    expect(await membershipsOf(cookiesOf(reply))).toMatchObject([{ businessId, role: 'DOOR' }]);
    expect(await accept({ token: tokenOf(made), ...person('otro') })).toMatchObject({
      ...{ status: 410, body: { code: 'LINK_USED' } },
    });
    expect(await db().select().from(user).where(eq(user.email, 'otro@equipo.test'))).toEqual([]);
  });

  it('joins with an account that they have, by its password or by its session', async () => {
    await makeUser('antes@equipo.test');
    const body = { ...person('antes'), token: tokenOf(await invite('HOST')) };
    expect((await accept(body)).body.code, 'a chosen password is not theirs').toBe('INVALID_CREDENTIALS');
    const joined = await accept({ ...body, password: PASSWORD });
    expect(joined.status).toBe(200);
    expect(await membershipsOf(cookiesOf(joined))).toMatchObject([{ role: 'HOST' }]);
    const twice = await accept({ token: tokenOf(await invite('DOOR')) }, cookiesOf(joined));
    expect(twice).toMatchObject({ status: 409, body: { code: 'ALREADY_MEMBER' } });
    await makeUser('sesion@equipo.test');
    const cookie = await cookieOf('sesion@equipo.test');
    expect((await accept({ token: tokenOf(await invite('DOOR')) }, cookie)).status).toBe(200);
    expect(await membershipsOf(cookie)).toMatchObject([{ role: 'DOOR' }]);
    expect((await accept({ token: tokenOf(await invite('DOOR')) })).body.code).toBe('UNAUTHENTICATED');
  });

  it('only the invited address accepts, and only a good password', async () => {
    const token = tokenOf(await invite('HOST', 'OWNER', 'vera@equipo.test'));
    expect((await accept({ token, ...person('marta') })).body.code).toBe('INVITATION_EMAIL');
    expect((await accept({ token, ...person('vera'), password: 'corta' })).body.code).toBe('VALIDATION');
    expect((await accept({ token, ...person('vera'), email: 'VERA@equipo.test' })).status).toBe(200);
  });

  it('a link that is foreign, withdrawn or old says which, and changes nothing', async () => {
    const made = await invite('HOST');
    const token = tokenOf(made);
    const forged = [`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'nothing', '', `${token}x`];
    for (const each of forged) expect((await accept({ token: each, ...person('x') })).status).toBe(404);
    await db()
      .update(invitation)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(invitation.id, String(made.body.id)));
    expect(await accept({ token, ...person('x') })).toMatchObject({ status: 410, body: { code: 'LINK_EXPIRED' } });
    const other = await invite('HOST');
    await revoke(String(other.body.id));
    expect((await accept({ token: tokenOf(other), ...person('x') })).body.code).toBe('LINK_REVOKED');
    expect(await db().select().from(user).where(eq(user.email, 'x@equipo.test'))).toEqual([]);
  });

  it('of two people who accept one invitation at once, one does', async () => {
    const token = tokenOf(await invite('HOST'));
    const replies = await Promise.all(['dos-a', 'dos-b'].map((name) => accept({ token, ...person(name) })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it('a member gets another role, or is removed, and says so on the stream without a name', async () => {
    const joined = await accept({ token: tokenOf(await invite('HOST')), ...person('rita') });
    const userId = String(joined.body.userId);
    const cookie = cookiesOf(joined);
    expect((await setRole(userId, 'DOOR')).body).toMatchObject({ member: { userId, role: 'DOOR' } });
    expect(await membershipsOf(cookie)).toMatchObject([{ role: 'DOOR' }]);
    expect((await remove(userId)).status).toBe(200);
    expect(await membershipsOf(cookie), 'the account stays').toEqual([]);
    const events = await db().select().from(venueEvent).where(eq(venueEvent.subjectId, userId));
    expect(events.map(({ type }) => type)).toEqual(['member-changed', 'member-changed', 'member-changed']);
    const trail = await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId));
    expect(trail.map(({ action }) => action).sort()).toEqual([
      'member.joined',
      'member.removed',
      'member.role-changed',
    ]);
    expect(JSON.stringify([events, trail])).not.toContain('rita');
  });

  it('the last owner stays; of two owners who leave at once, one does', async () => {
    const alone = { status: 409, body: { code: 'LAST_OWNER' } };
    const owners = (await list()).members as { userId: string; role: string }[];
    for (const { userId, role } of owners) if (role === 'OWNER' && userId !== users.OWNER) await remove(userId);
    expect(await remove(users.OWNER)).toMatchObject(alone);
    expect(await setRole(users.OWNER, 'MANAGER')).toMatchObject(alone);
    expect((await setRole(users.OWNER, 'OWNER')).status, 'nothing changes').toBe(200);
    const second = await makeUser('segunda@equipo.test', { businessId, role: 'OWNER' });
    const replies = await Promise.all([setRole(second, 'MANAGER'), setRole(users.OWNER, 'MANAGER')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describeDatabases('a recovery link', () => {
  let businessId: string;
  let owner: string;
  let manager: string;
  beforeAll(async () => {
    businessId = (await makeVenue()).venue.id;
    await makeUser('duena@rec.test', { businessId, role: 'OWNER' });
    await makeUser('gerente@rec.test', { businessId, role: 'MANAGER' });
    owner = await cookieOf('duena@rec.test');
    manager = await cookieOf('gerente@rec.test');
  }, 60_000);
  beforeEach(() => db().delete(rateLimit));

  const make = (userId: string, cookie = owner) =>
    call(api.recoveryLink.POST, `/api/miembros/${userId}/recuperacion?businessId=${businessId}`, {
      ...{ method: 'POST', cookie, params: { userId }, body: {} },
    });
  const recover = (token: string, password = NEW_PASSWORD) =>
    call(api.recovery.POST, '/api/recuperacion', { method: 'POST', body: { token, password } });
  const tokenOf = ({ body }: Reply) => String(body.url).split('/').at(-1) ?? '';

  it('sets a new password once, ends the sessions, and opens one', async () => {
    const userId = await makeUser('olvido@rec.test', { businessId, role: 'HOST' });
    const old = await cookieOf('olvido@rec.test');
    const token = tokenOf(await make(userId, manager));
    expect((await recover(token, 'corta')).body.code).toBe('VALIDATION');
    const reply = await recover(token);
    expect(reply).toMatchObject({ status: 200, body: { userId, businessId } });
    expect((await call(me, '/api/me', { cookie: old })).status).toBe(401);
    expect((await call(me, '/api/me', { cookie: cookiesOf(reply) })).status).toBe(200);
    expect((await signIn('olvido@rec.test', PASSWORD)).status).toBe(401);
    expect((await signIn('olvido@rec.test', NEW_PASSWORD)).status).toBe(200);
    expect(await recover(token, 'una tercera clave larga')).toMatchObject({ status: 410, body: { code: 'LINK_USED' } });
    expect((await db().select().from(session).where(eq(session.userId, userId))).length).toBe(2);
  });

  it('is replaced by the next one, and expires', async () => {
    const userId = await makeUser('dos@rec.test', { businessId, role: 'DOOR' });
    const first = tokenOf(await make(userId));
    const second = tokenOf(await make(userId));
    expect((await recover(first)).body.code).toBe('LINK_REVOKED');
    await db()
      .update(recovery)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(recovery.userId, userId));
    expect((await recover(second)).body.code).toBe('LINK_EXPIRED');
    expect((await recover('a.b.c')).status).toBe(404);
    await pruneLinks(new Date(Date.now() + 91 * DAY_MS));
    expect((await recover(second)).status).toBe(404);
  });

  it('is refused for an equal or higher role, and for power elsewhere', async () => {
    const peer = await makeUser('par@rec.test', { businessId, role: 'MANAGER' });
    expect((await make(peer, manager)).body.code).toBe('FORBIDDEN');
    expect((await make(peer)).status).toBe(200);
    const elsewhere = await makeUser('fuera@rec.test', { businessId, role: 'DOOR' });
    const other = await makeVenue();
    await transaction((tx) => createMember(tx, other.venue.id, elsewhere, 'OWNER'));
    expect((await make(elsewhere)).body.code).toBe('FORBIDDEN');
    const operator = await makeUser('opera@rec.test', { businessId, role: 'DOOR' });
    await transaction((tx) => recordOperator(tx, operator, true, 'test'));
    expect((await make(operator)).body.code).toBe('FORBIDDEN');
    expect((await make('nobody')).status).toBe(404);
  });
});
