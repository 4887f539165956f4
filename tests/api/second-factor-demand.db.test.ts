import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { GET as list } from '@/app/api/reservas/route';
import { readAccessChanges } from '@/modules/access/access-changes';
import type { Role } from '@/modules/access/context';
import { readIdentity } from '@/modules/access/session';
import { auditEntry } from '@/modules/audit/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import { keys } from '@/server/api/keys';
import * as api from '@/server/api/settings';
import { describeDatabases } from '../support/databases';
import { makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser } from '../support/http';
import { factorApi, switchOn } from '../support/second-factor';

describeDatabases('a venue that demands a second factor', () => {
  let businessId: string;
  let slug: string;
  let serial = 0;
  beforeEach(async () => {
    await db().delete(rateLimit);
    ({
      venue: { id: businessId, slug },
    } = await makeVenue());
    serial += 1;
  });

  async function makeMember(role: Role) {
    const email = `${role}-${serial}@exige.test`.toLowerCase();
    const userId = await makeUser(email, { businessId, role });
    return { email, userId, cookie: await cookieOf(email) };
  }
  const demand = (cookie: string, requireSecondFactor: unknown = true, headers = {}) =>
    call(api.settings.PUT, '/api/local', { method: 'PUT', cookie, headers, body: { requireSecondFactor } });
  const statusOf = async (cookie: string) => {
    const { status, body } = await call(list, `/api/reservas?businessId=${businessId}`, { cookie });
    return status === 200 ? 200 : `${status} ${body.code}`;
  };

  it('is made so by an owner who has one, after it was said whom it keeps out', async () => {
    const owner = await makeMember('OWNER');
    await makeMember('MANAGER');
    expect((await demand(owner.cookie, 'sí')).body.code).toBe('VALIDATION');
    expect(await demand(owner.cookie)).toMatchObject({ status: 403, body: { code: 'SECOND_FACTOR_REQUIRED' } });
    await switchOn(owner.userId, owner.cookie);
    const effects = await call(api.effects.POST, '/api/local/efectos', {
      ...{ method: 'POST', cookie: owner.cookie, body: { requireSecondFactor: true } },
    });
    // The owner and the manager that the venue came with, and the manager above.
    expect(effects.body).toMatchObject({ secondFactor: { members: 3 } });
    expect(await demand(owner.cookie)).toMatchObject({ status: 200, body: { requireSecondFactor: true } });
    const [entry] = await db().select().from(auditEntry).where(eq(auditEntry.businessId, businessId)).limit(1);
    expect(JSON.stringify(await db().select().from(auditEntry).where(eq(auditEntry.entityId, businessId)))).toContain(
      '"after":{"requireSecondFactor":true}',
    );
    expect(entry).toBeDefined();
    expect(await statusOf(owner.cookie)).toBe(200);
  });

  it('keeps owners and managers out who have none, until they have one, and nobody else', async () => {
    const [manager, host, door] = [await makeMember('MANAGER'), await makeMember('HOST'), await makeMember('DOOR')];
    const { until: since } = await readAccessChanges('0');
    await db().update(business).set({ requireSecondFactor: true }).where(eq(business.id, businessId));
    expect((await readAccessChanges(since)).changed, 'open streams are looked at').toBe(true);
    expect(await statusOf(manager.cookie)).toBe('403 SECOND_FACTOR_REQUIRED');
    expect([await statusOf(host.cookie), await statusOf(door.cookie)]).toEqual([200, 200]);
    const without = await call(list, '/api/reservas', { cookie: manager.cookie });
    expect(without.body.code, 'also where no venue is named').toBe('SECOND_FACTOR_REQUIRED');
    expect((await call(me, '/api/me', { cookie: manager.cookie })).body.memberships).toEqual([]);
    expect((await readIdentity(manager.cookie))?.barred).toMatchObject([{ id: businessId, slug }]);
    const { until: before } = await readAccessChanges('0');
    await switchOn(manager.userId, manager.cookie);
    const change = await readAccessChanges(before);
    expect(change.touches({ sessionId: '', userId: manager.userId, businessId, audience: '' })).toBe(true);
    expect(await statusOf(manager.cookie)).toBe(200);
    expect((await factorApi.switchOff(manager.cookie)).status).toBe(200);
    expect(await statusOf(manager.cookie)).toBe('403 SECOND_FACTOR_REQUIRED');
  });

  it('asks nothing of its API keys, which decide nothing about it', async () => {
    const owner = await makeMember('OWNER');
    await switchOn(owner.userId, owner.cookie);
    const made = await call(keys.POST, '/api/claves', {
      ...{ method: 'POST', cookie: owner.cookie },
      body: { name: 'Hoja', permissions: ['settings.write', 'settings.read', 'reservations.read'] },
    });
    const bearer = { authorization: `Bearer ${made.body.token}` };
    for (const wanted of [true, false]) {
      await db().update(business).set({ requireSecondFactor: !wanted }).where(eq(business.id, businessId));
      expect((await demand('', wanted, bearer)).body.code).toBe('FORBIDDEN');
    }
    await db().update(business).set({ requireSecondFactor: true }).where(eq(business.id, businessId));
    expect((await call(list, '/api/reservas', { headers: bearer })).status).toBe(200);
  });
});
