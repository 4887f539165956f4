import { seedDemoAtStart, seedDemoIfEmpty } from '@db/seed/demo';
import { eq, type SQL, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import * as borrar from '@/app/api/demo/borrar/route';
import { readAccessChanges } from '@/modules/access/access-changes';
import { readIdentity } from '@/modules/access/session';
import { membership, session, user } from '@/modules/access/tables';
import { attendanceEntry } from '@/modules/attendance/tables';
import { operatorChange } from '@/modules/monitor/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import { deriveSecret } from '@/platform/secret';
import { describeDatabases } from '../../../tests/support/databases';
import { failureOf, makeVenue } from '../../../tests/support/fixtures';
import { call, cookieOf, PASSWORD } from '../../../tests/support/http';
import { completeSetup } from './complete-setup';
import { isUnused, needsSetup, readDemoAccounts } from './installation';
import { checkSetupCode } from './setup-code';

/** What no venue and no person owns: migrations, limits by the minute, instances, and the trace of who could do what. */
const KEPT = ['access_change', 'instance', 'operator_change', 'rate_limit', 'stream_count', 'stream_list'];

async function rowsOf<Row>(query: SQL): Promise<readonly Row[]> {
  return ((await db().execute(query)) as { rows: Row[] }).rows;
}

/** Rows of every table that holds some. */
async function filledTables(): Promise<Record<string, number>> {
  const tables = await rowsOf<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const filled: Record<string, number> = {};
  for (const { name } of tables) {
    const [found] = await rowsOf<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(name)}`);
    if (found && found.n > 0) filled[name] = found.n;
  }
  return filled;
}

const erase = (cookie: string | null) =>
  call(borrar.POST, '/api/demo/borrar', { method: 'POST', body: {}, ...(cookie ? { cookie } : {}) });

describeDatabases('erasing the demo', (kind) => {
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    process.env.DEMO_PASSWORD = PASSWORD;
    if (kind === 'embedded') await seedDemoAtStart();
    else {
      expect(await seedDemoAtStart()).toBeNull();
      await seedDemoIfEmpty();
    }
    for (const name of ['owner', 'manager', 'host', 'door']) cookies[name] = await cookieOf(`${name}@terraza.test`);
    cookies.operator = await cookieOf('operator@aforo.test');
  }, 120_000);

  it('is seeded as a demo, which the sign-in can tell', async () => {
    expect((await db().select().from(business)).map(({ demo }) => demo)).toEqual([true, true]);
    expect((await readIdentity(cookies.host))?.members).toMatchObject([{ venue: { demo: true } }]);
    expect(await readDemoAccounts()).toEqual([
      { email: 'owner@terraza.test', role: 'OWNER', venue: 'Terraza Quito' },
      { email: 'manager@terraza.test', role: 'MANAGER', venue: 'Terraza Quito' },
      { email: 'host@terraza.test', role: 'HOST', venue: 'Terraza Quito' },
      { email: 'door@terraza.test', role: 'DOOR', venue: 'Terraza Quito' },
      { email: 'owner@otro.test', role: 'OWNER', venue: 'Otro Local Madrid' },
      { email: 'operator@aforo.test', role: 'OPERATOR', venue: null },
    ]);
  });

  it('is for its owners alone', async () => {
    const before = await filledTables();
    for (const name of ['manager', 'host', 'door', 'operator']) {
      expect(await erase(cookies[name] ?? ''), name).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    }
    expect((await erase(null)).status).toBe(401);
    expect(await filledTables()).toEqual(before);
  });

  it('never stands beside a real venue, whichever way that would come', async () => {
    await expect(makeVenue()).rejects.toThrow('a real venue never stands beside a demo venue');
    const input = { name: 'Rosa', email: 'rosa@local.test', businessName: 'Rosa', timeZone: 'UTC', cutoffHour: 4 };
    expect(await failureOf(completeSetup(input, 'hash'))).toBe('SETUP_DONE');
    expect(await seedDemoIfEmpty()).toBeNull();
    expect(await db().select().from(business)).toHaveLength(2);
  });

  it('erases nothing as soon as one venue is real', async () => {
    await db().update(business).set({ demo: false }).where(eq(business.slug, 'otro'));
    const before = await filledTables();
    expect(await erase(cookies.owner ?? '')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(await filledTables()).toEqual(before);
    expect(await readDemoAccounts()).toEqual([]);
    await db().update(business).set({ demo: true });
  });

  it('erases everything, also when asked several times at once, ends the sessions, keeps the secret, and waits for an owner', async () => {
    const secret = deriveSecret('prueba');
    const { until } = await readAccessChanges('0');
    const [host] = await db()
      .select({ sessionId: session.id, userId: user.id, businessId: membership.businessId })
      .from(session)
      .innerJoin(user, eq(user.id, session.userId))
      .innerJoin(membership, eq(membership.userId, user.id))
      .where(eq(user.email, 'host@terraza.test'));
    const replies = await Promise.all([1, 2, 3].map(() => erase(cookies.owner ?? '')));
    const statuses = replies.map(({ status }) => status);
    expect(statuses).toContain(200);
    const code = replies.find(({ status }) => status === 200)?.body.setupCode;
    await expect(checkSetupCode(code, new Headers())).resolves.toBeUndefined();
    expect(statuses.filter((status) => status !== 200 && status !== 401)).toEqual([]);
    const left = Object.keys(await filledTables()).filter((name) => !KEPT.includes(name));
    expect(left).toEqual([]);
    for (const cookie of Object.values(cookies)) expect(await readIdentity(cookie)).toBeNull();
    if (!host) throw new Error('no host');
    expect((await readAccessChanges(until)).touches({ ...host, audience: '' })).toBe(true);
    expect(await needsSetup()).toBe(true);
    expect(deriveSecret('prueba')).toEqual(secret);
    expect(await db().select().from(operatorChange)).toContainEqual(
      expect.objectContaining({ userId: null, operator: false, by: 'demo erased' }),
    );
  });

  it('does not come back by itself, and leaves ledger and audit as guarded as before', async () => {
    expect(await isUnused()).toBe(false);
    expect(await seedDemoAtStart()).toBeNull();
    const input = { name: 'Rosa', email: 'rosa@local.test', businessName: 'Rosa', timeZone: 'UTC', cutoffHour: 4 };
    await completeSetup(input, 'hash');
    expect(await db().select().from(business)).toMatchObject([{ slug: 'rosa', demo: false }]);
    const off = await rowsOf(sql`select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`);
    expect(off).toEqual([]);
    await expect(db().execute(sql`truncate ${attendanceEntry} cascade`)).rejects.toThrow();
  });
});

describeDatabases('an embedded database with DEMO=false', () => {
  it('starts clean', async () => {
    process.env.DEMO = 'false';
    process.env.DATABASE_URL = '';
    expect(await seedDemoAtStart()).toBeNull();
    expect(await needsSetup()).toBe(true);
  });
});
