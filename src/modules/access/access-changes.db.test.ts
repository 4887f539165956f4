import { and, eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { accessMark } from '../../../tests/support/access-mark';
import { describeDatabases } from '../../../tests/support/databases';
import { makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { cookieOf, makeUser } from '../../../tests/support/http';
import { pruneAccessChanges, readAccessChanges } from './access-changes';
import { accessChange } from './change-tables';
import { readIdentity } from './session';
import { membership, session, user } from './tables';

describeDatabases('the record of access', (kind) => {
  let venue: TestVenue;
  let grant: { businessId: string; userId: string; sessionId: string; audience: string };
  let since: string;

  beforeEach(async () => {
    venue = await makeVenue();
    const email = `${Math.random()}@acceso.test`;
    await makeUser(email, { businessId: venue.venue.id, role: 'HOST' });
    const identity = await readIdentity(await cookieOf(email));
    if (!identity) throw new Error('not signed in');
    const { userId, sessionId } = identity;
    grant = { businessId: venue.venue.id, userId, sessionId, audience: 'full' };
    since = await accessMark();
  });
  const touched = async () => (await readAccessChanges(since)).touches(grant);
  const member = () => and(eq(membership.userId, grant.userId), eq(membership.businessId, grant.businessId));
  const change = (set: Partial<typeof business.$inferInsert>) =>
    db().update(business).set(set).where(eq(business.id, grant.businessId));

  it.each([
    ['a session ended', () => db().delete(session).where(eq(session.id, grant.sessionId))],
    [
      'a session shortened',
      () => db().update(session).set({ expiresAt: new Date() }).where(eq(session.id, grant.sessionId)),
    ],
    ['a role changed', () => db().update(membership).set({ role: 'DOOR' }).where(member())],
    ['a member removed', () => db().delete(membership).where(member())],
    ['an account deleted', () => db().delete(user).where(eq(user.id, grant.userId))],
    ['a business suspended', () => change({ suspended: true })],
    ['a business with another cutoff', () => change({ cutoffHour: 6 })],
  ])('tells of %s', async (_, act) => {
    expect(await touched()).toBe(false);
    await act();
    expect(await touched()).toBe(true);
    expect((await readAccessChanges(since)).changed).toBe(true);
    expect((await readAccessChanges(since)).touches({ ...grant, businessId: 'b', userId: 'u', sessionId: 's' })).toBe(
      false,
    );
    await change({ suspended: false, cutoffHour: 4 });
  });

  it('says nothing of a session renewed, nor of events', async () => {
    await db()
      .update(session)
      .set({ expiresAt: new Date(Date.now() + 1e10) })
      .where(eq(session.id, grant.sessionId));
    await change({ eventSeq: 7 });
    expect(await touched()).toBe(false);
    expect((await readAccessChanges(since)).changed).toBe(false);
  });

  it('misses none that commits after a later one was read', async () => {
    // The embedded database runs one transaction at a time.
    if (kind === 'embedded') return;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let changed = () => {};
    const started = new Promise<void>((resolve) => {
      changed = resolve;
    });
    const slow = db().transaction(async (tx) => {
      await tx.delete(session).where(eq(session.id, grant.sessionId));
      changed();
      await held;
    });
    await started;
    await change({ suspended: true });
    await change({ suspended: false });
    const { until } = await readAccessChanges(since);
    release();
    await slow;
    expect((await readAccessChanges(until)).touches(grant)).toBe(true);
  });

  it('knows when the count began anew, and forgets what is old', async () => {
    expect((await readAccessChanges('9000000000000000000')).reset).toBe(true);
    expect((await readAccessChanges(since)).reset).toBe(false);
    await pruneAccessChanges(new Date(Date.now() + 2 * 60 * 60_000));
    expect(await db().select().from(accessChange)).toEqual([]);
  });
});
