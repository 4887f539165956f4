import { and, eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { createMember } from '@/modules/access/create-member';
import { readIdentity } from '@/modules/access/session';
import { membership } from '@/modules/access/tables';
import { readPublicPass } from '@/modules/attendance/read-pass';
import { auditEntry } from '@/modules/audit/tables';
import { venueEvent } from '@/modules/events/tables';
import { passKey } from '@/modules/passes/tables';
import { getPass } from '@/modules/reservations/get-pass';
import { recordOperator } from '@/modules/setup/set-operator';
import { business } from '@/modules/venues/tables';
import { db, transaction } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { job } from '@/platform/jobs/tables';
import { operatedVenues, suspension, venueRestoration } from '@/server/api/monitor';
import { reservations } from '@/server/api/reservations';
import { newVenue } from '@/server/api/settings';
import { describeDatabases } from '../support/databases';
import { makeReservation, makeVenue, NOW, type TestVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';

const VERBS = { suspension: suspension.POST, venueRestoration: venueRestoration.POST } as const;

describeDatabases('the venues of an installation', () => {
  let made: TestVenue;
  let ownerId: string;
  let owner: string;
  let operatorId: string;
  let operator: string;

  beforeAll(async () => {
    made = await makeVenue({ name: 'Azotea' });
    ownerId = await makeUser('duena@locales.test', { businessId: made.venue.id, role: 'OWNER' });
    owner = await cookieOf('duena@locales.test');
    operatorId = await makeUser('opera@locales.test');
    await transaction((tx) => recordOperator(tx, operatorId, true, 'test'));
    operator = await cookieOf('opera@locales.test');
  }, 60_000);
  beforeEach(() => db().delete(rateLimit));

  const list = async (cookie = operator) => (await call(operatedVenues.GET, '/api/monitor/locales', { cookie })).body;
  const rowOf = async (id: string) => ((await list()).venues as { id: string }[]).find((row) => row.id === id);
  const set = (verb: 'suspension' | 'venueRestoration', id: string, cookie = operator) =>
    call(VERBS[verb], `/api/monitor/locales/${id}`, { method: 'POST', cookie, params: { id }, body: {} });
  const read = (cookie = owner, query = '') => call(reservations.GET, `/api/reservas${query}`, { cookie });
  const create = (body: object, cookie = owner) =>
    call(newVenue.POST, `/api/locales?businessId=${made.venue.id}`, { method: 'POST', cookie, body });

  it('are listed for an operator alone, with their people, what lies ahead and the last activity', async () => {
    const { venue } = made;
    await makeReservation(made, { reservedAt: new Date(Date.now() + 86_400_000).toISOString() });
    await makeReservation(made, { reservedAt: new Date(Date.now() - 86_400_000 * 3).toISOString() });
    const newest = await db().select().from(venueEvent).where(eq(venueEvent.businessId, venue.id));
    expect(await rowOf(venue.id)).toEqual({
      ...{ id: venue.id, slug: venue.slug, name: 'Azotea', demo: false, suspended: false, members: 5, ahead: 1 },
      lastActivityAt: newest.find(({ seq }) => seq === newest.length)?.createdAt.toISOString(),
    });
    const quiet = await makeVenue();
    expect(await rowOf(quiet.venue.id)).toMatchObject({ members: 4, ahead: 0, lastActivityAt: null });
    expect((await list(owner)).code).toBe('FORBIDDEN');
    for (const verb of ['suspension', 'venueRestoration'] as const) {
      expect((await set(verb, venue.id, owner)).body.code).toBe('FORBIDDEN');
      expect((await set(verb, 'nothing')).status).toBe(404);
    }
    expect((await rowOf(venue.id)) as object).toMatchObject({ suspended: false });
  });

  it('a suspended one refuses its members by a code of its own until it is restored, and no one else', async () => {
    const { venue } = made;
    const pass = await getPass(made.as('OWNER'), { id: (await makeReservation(made)).id, format: 'json' });
    const other = await makeVenue();
    await transaction((tx) => createMember(tx, other.venue.id, ownerId, 'HOST'));
    const suspended = await set('suspension', venue.id);
    expect(suspended).toMatchObject({ status: 200, body: { id: venue.id, suspended: true } });
    expect(await read(owner, `?businessId=${venue.id}`)).toMatchObject({
      ...{ status: 403, body: { code: 'VENUE_SUSPENDED' } },
    });
    expect((await read(owner, `?businessId=${other.venue.id}`)).status, 'the other venue goes on').toBe(200);
    expect((await call(me, '/api/me', { cookie: owner })).body.memberships).toMatchObject([
      { businessId: other.venue.id },
    ]);
    expect((await readIdentity(owner))?.suspended).toEqual([{ id: venue.id, slug: venue.slug, name: venue.name }]);
    const shown = await readPublicPass('qrCode' in pass ? pass.qrCode : '', NOW);
    expect(shown, 'a guest is not told').toMatchObject({ valid: 'ok', venueName: venue.name });
    expect(await rowOf(venue.id)).toMatchObject({ suspended: true });
    await set('suspension', venue.id);
    expect((await set('venueRestoration', venue.id)).body).toEqual({ id: venue.id, suspended: false });
    expect((await read(owner, `?businessId=${venue.id}`)).status).toBe(200);
    const trail = await db()
      .select()
      .from(auditEntry)
      .where(and(eq(auditEntry.entity, 'venue'), eq(auditEntry.entityId, venue.id)));
    expect(trail.map(({ action, userId, before, after }) => [action, userId, before, after])).toEqual(
      expect.arrayContaining([
        ['venue.suspended', operatorId, { suspended: false }, { suspended: true }],
        ['venue.restored', operatorId, { suspended: true }, { suspended: false }],
      ]),
    );
    expect(trail, 'suspending twice changes nothing').toHaveLength(2);
    await db()
      .delete(membership)
      .where(and(eq(membership.businessId, other.venue.id), eq(membership.userId, ownerId)));
  });

  it('an owner makes another one, whole, and owns it', async () => {
    const input = { name: 'Bodega Ñandú', timeZone: 'Europe/Madrid', cutoffHour: 5 };
    const reply = await create(input);
    expect(reply).toMatchObject({ status: 201, body: { slug: 'bodega-nandu' } });
    const businessId = String(reply.body.businessId);
    expect((await call(me, '/api/me', { cookie: owner })).body.memberships).toContainEqual(
      expect.objectContaining({ ...input, businessId, slug: 'bodega-nandu', role: 'OWNER', lateToleranceMinutes: 10 }),
    );
    expect((await read(owner, `?businessId=${businessId}`)).status).toBe(200);
    expect(await db().select().from(passKey).where(eq(passKey.businessId, businessId))).toHaveLength(1);
    expect(await db().select().from(job).where(eq(job.key, businessId))).toHaveLength(1);
    const [entry] = await db().select().from(auditEntry).where(eq(auditEntry.businessId, businessId));
    expect(entry).toMatchObject({ action: 'venue.created', userId: ownerId, after: { ...input, owner: ownerId } });
    expect((await create(input)).body.slug, 'a name that is used gets a number').toBe('bodega-nandu-2');
    expect((await create({ ...input, slug: 'bodega-nandu' })).body.code).toBe('SLUG_TAKEN');
    expect((await create({ ...input, timeZone: 'Mars/Base' })).body.code).toBe('VALIDATION');
    expect((await create({ ...input, capacity: 3 })).body.code).toBe('VALIDATION');
  });

  it('nobody else makes one: neither a manager nor an operator', async () => {
    const manager = await makeUser('gerente@locales.test', { businessId: made.venue.id, role: 'MANAGER' });
    const input = { name: 'Otro', timeZone: 'Europe/Madrid' };
    expect((await create(input, await cookieOf('gerente@locales.test'))).body.code).toBe('FORBIDDEN');
    expect((await create(input, operator)).body.code).toBe('FORBIDDEN');
    expect(await db().select().from(membership).where(eq(membership.userId, manager))).toHaveLength(1);
    expect(await db().select().from(business).where(eq(business.name, 'Otro'))).toEqual([]);
  });

  it('of several that are made at once, each gets an address of its own', async () => {
    const replies = await Promise.all(Array.from({ length: 3 }, () => create({ name: 'A la vez', timeZone: 'UTC' })));
    expect(new Set(replies.map(({ body }) => body.slug)).size).toBe(3);
  });
});
