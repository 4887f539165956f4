import { eq } from 'drizzle-orm';
import { beforeAll, expect, it, vi } from 'vitest';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { describeDatabases } from '../../../tests/support/databases';
import { makeVenue, type TestVenue } from '../../../tests/support/fixtures';
import { cookieOf, makeUser } from '../../../tests/support/http';
import { auth, SESSION_SECONDS } from './auth';
import { chooseMember, readIdentity, SESSION_IDLE_SECONDS } from './session';
import { session } from './tables';

describeDatabases('the identity of a request', () => {
  const email = 'ana@identidad.test';
  let venue: TestVenue;
  let cookie: string;
  const libraryKnows = async (value: string) =>
    (await (await auth()).api.getSession({ headers: new Headers({ cookie: value }) }))?.session.id ?? null;
  const weKnow = async (value: string) => (await readIdentity(value))?.sessionId ?? null;

  beforeAll(async () => {
    venue = await makeVenue();
    await makeUser(email, { businessId: venue.venue.id, role: 'HOST' });
    cookie = await cookieOf(email);
  });

  it('is the session that the auth library finds, with its memberships', async () => {
    const identity = await readIdentity(`theme=dark; ${cookie}`);
    expect(identity).toMatchObject({ email, members: [{ role: 'HOST', venue: { id: venue.venue.id } }] });
    expect(identity?.sessionId).toBe(await libraryKnows(cookie));
  });

  it('is nobody for the library and for us alike: altered, expired, signed out', async () => {
    for (const bad of ['', 'aforo.session_token=x', cookie.replace('=', '=x'), `${cookie.slice(0, -12)}AAAA`]) {
      expect([bad, await weKnow(bad), await libraryKnows(bad)]).toEqual([bad, null, null]);
    }
    for (const end of ['expired', 'signed out']) {
      const other = await cookieOf(email);
      const id = await weKnow(other);
      if (id === null) throw new Error('not signed in');
      if (end === 'expired')
        await db()
          .update(session)
          .set({ expiresAt: new Date(0) })
          .where(eq(session.id, id));
      else await (await auth()).api.signOut({ headers: new Headers({ cookie: other }) });
      expect([end, await weKnow(other), await libraryKnows(other)]).toEqual([end, null, null]);
    }
  });

  it('leaves a suspended business out at once', async () => {
    const suspend = (suspended: boolean) =>
      db().update(business).set({ suspended }).where(eq(business.id, venue.venue.id));
    await suspend(true);
    const identity = await readIdentity(cookie);
    await suspend(false);
    expect(identity?.members).toEqual([]);
    if (!identity) throw new Error('no session');
    for (const id of [venue.venue.id, undefined]) expect(() => chooseMember(identity, id)).toThrow('VENUE_SUSPENDED');
    expect(() => chooseMember(identity, 'another')).toThrow('FORBIDDEN');
  });

  it('costs one query for all the requests of a turn, each with its own answer', async () => {
    const cookies = [cookie, await cookieOf(email), 'aforo.session_token=x'];
    const query = vi.spyOn(Reflect.get(db(), '$client') as { query: () => unknown }, 'query');
    const found = await Promise.all(Array.from({ length: 300 }, (_, i) => weKnow(cookies[i % 3] ?? '')));
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    expect(new Set(found).size).toBe(3);
    for (const [i, id] of found.entries()) expect(id).toBe(found[i % 3]);
  });

  const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);

  it('ends when nobody used it for long, and at its age, however much it was used', async () => {
    const margin = 60;
    for (const [fields, lives] of [
      [{ updatedAt: ago(SESSION_IDLE_SECONDS - margin) }, true],
      [{ updatedAt: ago(SESSION_IDLE_SECONDS + margin) }, false],
      [{ createdAt: ago(SESSION_SECONDS - margin) }, true],
      // As a process of the version before would have moved its end.
      [{ createdAt: ago(SESSION_SECONDS + margin), expiresAt: ago(-SESSION_SECONDS) }, false],
    ] as const) {
      const other = await cookieOf(email);
      const id = (await weKnow(other)) ?? '';
      await db().update(session).set(fields).where(eq(session.id, id));
      expect([fields, await weKnow(other)]).toEqual([fields, lives ? id : null]);
    }
  });

  it('is kept by use, which never moves its end', async () => {
    const id = (await weKnow(cookie)) ?? '';
    const row = async () => (await db().select().from(session).where(eq(session.id, id)))[0];
    const expiresAt = (await row())?.expiresAt;
    const aged = ago(2 * 60 * 60);
    await db().update(session).set({ updatedAt: aged }).where(eq(session.id, id));
    expect(await weKnow(cookie)).toBe(id);
    await vi.waitFor(async () => expect((await row())?.updatedAt.getTime()).toBeGreaterThan(aged.getTime()));
    expect((await row())?.expiresAt).toEqual(expiresAt);
  });
});
