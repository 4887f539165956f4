import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator';
import type { PgliteDatabase } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { expect, it } from 'vitest';
import type { Context } from '@/modules/access/context';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { readHistory } from '@/modules/attendance/read-history';
import { listReservations } from '@/modules/reservations/reads';
import type { BusinessId } from '@/modules/venues/venue';
import type { OpenDatabase } from '@/platform/db/client';
import { sqlState } from '@/platform/db/sql-state';
import { db } from '@/platform/db/transaction';
import { closeDueDays } from '../tests/support/close-days';
import { describeDatabases } from '../tests/support/databases';

/** The newest migration of the version before. */
const BEFORE = '0004_monitor';
const NOW = new Date('2026-11-22T02:00:00Z');
const CHECK_VIOLATION = '23514';

/** What the version before wrote: each role, policy and status, each way to count. */
const ROWS = [
  `insert into business (id, slug, name, time_zone, capacity_policy, epoch, event_seq)
    values ('b1', 'terraza', 'Terraza', 'America/Guayaquil', 'ALLOW', 'e1', 9), ('b2', 'otro', 'Otro', 'Europe/Madrid', 'BLOCK', 'e1', 0)`,
  `insert into "user" (id, name, email) values ('u0', 'Rosa', 'owner@terraza.test'), ('u1', 'A', 'a@x.test'), ('u2', 'B', 'b@x.test'), ('u3', 'C', 'c@x.test')`,
  `insert into membership (business_id, user_id, role)
    values ('b1', 'u0', 'OWNER'), ('b1', 'u1', 'MANAGER'), ('b1', 'u2', 'HOST'), ('b1', 'u3', 'DOOR')`,
  `insert into reservation (business_id, id, code, customer_name, guest_count, reserved_at, business_day, status, status_before_check_in, scan_count, version)
    select 'b1', 'r-' || status, left(status, 4), 'Lucía Mendoza', 4, '2026-11-22T01:00:00Z', '2026-11-21', status,
      case when status = 'CHECKED_IN' then 'PENDING' end, case when status in ('CHECKED_IN', 'COMPLETED') then 2 else 0 end, 9
    from unnest(array['PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW']) status`,
  `insert into attendance_entry (business_id, id, reservation_id, delta, nonce, request_hash, method, user_id, occurred_at, received_at, scan_count_after, guest_count_then, status_after, is_first_scan, seq)
    select 'b1', 'a-' || method, 'r-CHECKED_IN', case when method = 'UNDO' then -1 else 1 end, 'nonce-' || method, 'hash', method, 'u3', '2026-11-22T01:30:00Z',
      '2026-11-22T01:30:00Z', 1, 4, 'CHECKED_IN', false, 5 from unnest(array['QR', 'MANUAL', 'WALK_IN', 'UNDO']) method`,
  `insert into scan_attempt (business_id, id, reservation_id, reason, increment, occurred_at)
    values ('b1', 's1', 'r-CANCELLED', 'CANCELLED', 1, '2026-11-22T01:30:00Z')`,
  `insert into audit_entry (business_id, id, user_id, action, entity, entity_id, request_id)
    values ('b1', 'd1', 'u0', 'reservation.created', 'reservation', 'r-CHECKED_IN', 'q1')`,
];

/** Names of tables as the version before wrote them, of parties that are still to come: two of them share one for a time. */
const TABLES_AHEAD = [
  ['a1', 'Mesa 5', 20, 4],
  ['a2', 'mesa 5', 21, 2],
  ['a3', 'Mesa 5', 23, 6],
  ['a4', 'junto a la ventana', 20, 2],
  ['a5', 'T12', 20, 3],
] as const;
const AHEAD_ROWS = TABLES_AHEAD.map(
  ([id, name, hour, guests]) =>
    `insert into reservation (business_id, id, code, customer_name, guest_count, reserved_at, business_day, status, table_name)
      values ('b2', '${id}', '${id}', 'Ana', ${guests}, '2099-06-06T${hour}:00:00Z', '2099-06-06', 'CONFIRMED', '${name}')`,
);

async function writeAsBefore({ db, kind }: OpenDatabase): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'aforo-migrations-'));
  await cp(join(process.cwd(), 'db', 'migrations'), folder, { recursive: true });
  const path = join(folder, 'meta', '_journal.json');
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: { tag: string }[] };
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.filter(({ tag }) => tag <= BEFORE) }));
  if (kind === 'embedded') await migratePglite(db as unknown as PgliteDatabase, { migrationsFolder: folder });
  else await migratePg(db as unknown as NodePgDatabase, { migrationsFolder: folder });
  for (const row of [...ROWS, ...AHEAD_ROWS]) await db.execute(sql.raw(row));
  await rm(folder, { recursive: true });
}

const as = (role: Context['role']): Context => ({
  venue: {
    ...{ id: 'b1' as BusinessId, slug: 'terraza', name: 'Terraza', timeZone: 'America/Guayaquil', cutoffHour: 4 },
    ...{
      capacityPolicy: 'ALLOW',
      capacity: null,
      occupancyPolicy: 'WARN',
      walkInCategories: null,
      lateToleranceMinutes: 10,
      country: null,
      demo: true,
    },
  },
  ...{ userId: 'u0', role, requestId: 'q2', now: NOW },
  request: { clock: null, ifMatch: undefined, idempotencyKey: undefined, origin: 'http://localhost:3000' },
});

async function stateOf(statement: string): Promise<string | undefined> {
  try {
    await db().execute(sql.raw(statement));
    return 'done';
  } catch (error) {
    return sqlState(error);
  }
}

describeDatabases(
  'a database of the version before',
  () => {
    it('is taken over whole and goes on', async () => {
      // The demo of that version was known by its owner's address alone.
      const { rows } = (await db().execute(sql`select id, demo from business order by id`)) as { rows: unknown[] };
      expect(rows).toEqual([
        { id: 'b1', demo: true },
        { id: 'b2', demo: false },
      ]);
      const { reservations } = await listReservations(as('OWNER'), {});
      expect(reservations).toHaveLength(6);
      await countAttendance(as('DOOR'), { id: 'r-CONFIRMED', delta: 1, nonce: 'nonce-0001' });
      expect((await readHistory(as('OWNER'), { id: 'r-CHECKED_IN' })).entries).toHaveLength(5);
      expect(await closeDueDays(new Date('2026-11-22T10:00:00Z'))).toBe(3);
      const after = await listReservations(as('OWNER'), { day: '2026-11-21' });
      expect(Object.fromEntries(after.reservations.map(({ id, status }) => [id.slice(2), status]))).toEqual({
        ...{ PENDING: 'NO_SHOW', CONFIRMED: 'COMPLETED', CHECKED_IN: 'COMPLETED' },
        ...{ COMPLETED: 'COMPLETED', CANCELLED: 'CANCELLED', NO_SHOW: 'NO_SHOW' },
      });
    });

    it('has its tables by the names that were written, and a process of that version frees them', async () => {
      const run = async (statement: string) => ((await db().execute(sql.raw(statement))) as { rows: unknown[] }).rows;
      expect(
        await run(`select name, max_seats as seats from dining_table where business_id = 'b2' order by name`),
      ).toEqual([
        ...[
          { name: 'Mesa 5', seats: 6 },
          { name: 'T12', seats: 3 },
        ],
      ]);
      const stays = `select reservation_id as id, name from stay join dining_table t on t.business_id = stay.business_id and t.id = table_id order by 1`;
      const [one, third, fifth] = [
        { id: 'a1', name: 'Mesa 5' },
        { id: 'a3', name: 'Mesa 5' },
        { id: 'a5', name: 'T12' },
      ];
      expect(await run(stays)).toEqual([one, third, fifth]);
      // What that version writes: another status, another time, a reservation with the name of a table.
      await run(`update reservation set status = 'CANCELLED' where id = 'a1'`);
      await run(`update reservation set reserved_at = reserved_at + interval '1 hour' where id = 'a5'`);
      await run(`update reservation set notes = 'pan' where id = 'a3'`);
      expect(await run(stays)).toEqual([third]);
      expect(
        await run(
          `select table_name as name from reservation where business_id = 'b2' and table_ids is null order by id`,
        ),
      ).toEqual([...[{ name: 'mesa 5' }, { name: 'junto a la ventana' }]]);
      const [found] = (await run(
        `select table_id as id, starts_at, ends_at from stay where reservation_id = 'a3'`,
      )) as [{ id: string }];
      const second = `insert into stay select business_id, 'x', table_id, 'a2', starts_at - interval '3 hours', ends_at + interval '3 hours' from stay where table_id = '${found.id}'`;
      expect(await stateOf(second)).toBe('23P01');
    });

    it('has members without a role of the venue’s own, and a process of that version goes on beside this one', async () => {
      const run = async (statement: string) => ((await db().execute(sql.raw(statement))) as { rows: unknown[] }).rows;
      expect(await run(`select distinct custom_role_id as own from membership`)).toEqual([{ own: null }]);
      await run(`insert into custom_role (business_id, id, name, permissions, base)
        values ('b1', 'c1', 'Sala', array['reservations.read', 'attendance.count', 'history.read'], 'DOOR')`);
      await run(`update membership set role = 'DOOR', custom_role_id = 'c1' where user_id = 'u2'`);
      // What that version writes: a member, and a role.
      await run(`insert into "user" (id, name, email) values ('u9', 'Nueva', 'nueva@x.test')`);
      await run(`insert into membership (business_id, user_id, role) values ('b1', 'u9', 'HOST')`);
      await run(`update membership set guide_hidden = true where user_id = 'u2'`);
      const roles = `select role, custom_role_id as own from membership where user_id = 'u2'`;
      expect(await run(roles)).toEqual([{ role: 'DOOR', own: 'c1' }]);
      await run(`update membership set role = 'HOST' where user_id = 'u2'`);
      expect(await run(roles)).toEqual([{ role: 'HOST', own: null }]);
    });

    it('has its closed lists checked, old rows and new', async () => {
      const { rows } = (await db().execute(
        sql`select conname as name from pg_constraint where contype = 'c' and not convalidated`,
      )) as unknown as { rows: unknown[] };
      expect(rows).toEqual([]);
      for (const statement of [
        `update membership set role = 'ADMIN' where user_id = 'u1'`,
        `update business set capacity_policy = 'MAYBE'`,
        `update reservation set status = 'SEATED'`,
        `update reservation set status_before_check_in = 'SEATED'`,
        `update reservation set counted_from = 'SEATED'`,
        `update scan_attempt set method = 'GUESS'`,
        `insert into attendance_entry select business_id, 'x1', reservation_id, delta, 'x1', request_hash, 'GUESS', null, gate_id, user_id, occurred_at, received_at,
          forced, reason, scan_count_after, guest_count_then, status_after, is_first_scan, seq from attendance_entry where id = 'a-QR'`,
        `insert into attendance_entry select business_id, 'x1', reservation_id, delta, 'x1', request_hash, method, null, gate_id, user_id, occurred_at, received_at,
          forced, reason, scan_count_after, guest_count_then, 'SEATED', is_first_scan, seq from attendance_entry where id = 'a-QR'`,
      ]) {
        expect([statement, await stateOf(statement)]).toEqual([statement, CHECK_VIOLATION]);
      }
    });
  },
  writeAsBefore,
);
