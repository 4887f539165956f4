import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { GET as me } from '@/app/api/me/route';
import { auditEntry } from '@/modules/audit/tables';
import { createOwnerRecovery } from '@/modules/members/create-owner-recovery';
import { recovery } from '@/modules/members/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { rateLimit } from '@/platform/http/tables';
import * as api from '@/server/api/members';
import { describeDatabases } from '../support/databases';
import { failureOf, makeVenue } from '../support/fixtures';
import { call, cookieOf, makeUser, PASSWORD } from '../support/http';
import { cookiesOf, signIn } from '../support/sign-in';

const NEXT = 'una clave que sí recuerdo';

describeDatabases('an owner who forgot the password', () => {
  let businessId: string;
  beforeAll(async () => {
    businessId = (await makeVenue()).venue.id;
  });
  beforeEach(() => db().delete(rateLimit));

  const help = (email: string) => createOwnerRecovery({ email, by: 'operador', now: new Date() });
  const recover = (path: string) =>
    call(api.recovery.POST, '/api/recuperacion', {
      ...{ method: 'POST', body: { token: path.split('/').at(-1), password: NEXT } },
    });

  it('gets in again by a link of the command, once, and every other session ends', async () => {
    const userId = await makeUser('duena@olvido.test', { businessId, role: 'OWNER' });
    const old = await cookieOf('duena@olvido.test');
    const replaced = await help('duena@olvido.test');
    const { path, expiresAt } = await help(' Duena@Olvido.test ');
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(24 * 60 * 60_000);
    expect((await recover(replaced.path)).body.code).toBe('LINK_REVOKED');
    const reply = await recover(path);
    expect(reply).toMatchObject({ status: 200, body: { userId, businessId } });
    expect((await call(me, '/api/me', { cookie: cookiesOf(reply) })).body.memberships).toMatchObject([
      { role: 'OWNER' },
    ]);
    expect((await call(me, '/api/me', { cookie: old })).status).toBe(401);
    expect((await signIn('duena@olvido.test', PASSWORD)).status).toBe(401);
    expect((await signIn('duena@olvido.test', NEXT)).status).toBe(200);
    expect((await recover(path)).body.code).toBe('LINK_USED');
    const trail = await db().select().from(auditEntry).where(eq(auditEntry.entityId, userId));
    expect(trail).toContainEqual(
      expect.objectContaining({
        ...{ action: 'member.recovery-created', userId: null },
        after: { role: 'OWNER', command: 'operador' },
      }),
    );
    expect(JSON.stringify(await db().select().from(recovery))).not.toContain(path.split('.').at(-1));
  });

  it('is helped only where they own a venue that is open', async () => {
    await makeUser('anfitrion@olvido.test', { businessId, role: 'MANAGER' });
    expect(await failureOf(help('anfitrion@olvido.test'))).toBe('FORBIDDEN');
    expect(await failureOf(help('nadie@olvido.test'))).toBe('NOT_FOUND');
    const { venue } = await makeVenue();
    await makeUser('sola@olvido.test', { businessId: venue.id, role: 'OWNER' });
    await db().update(business).set({ suspended: true }).where(eq(business.id, venue.id));
    expect(await failureOf(help('sola@olvido.test'))).toBe('FORBIDDEN');
  });
});
