import { and, eq, lt, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { expect, it } from 'vitest';
import { user } from '@/modules/access/tables';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { attendanceEntry } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { recordAudit } from '@/modules/audit/write-audit';
import { operatorChange } from '@/modules/monitor/tables';
import { recordOperator } from '@/modules/setup/set-operator';
import { sqlState } from '@/platform/db/sql-state';
import { db, transaction } from '@/platform/db/transaction';
import { describeDatabases } from '../tests/support/databases';
import { makeReservation, makeVenue } from '../tests/support/fixtures';

const REFUSED = '23001';

async function stateOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return sqlState(error);
  }
}

describeDatabases('evidence', () => {
  it('is never rewritten nor removed, and outlives the account behind it', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const ctx = venue.as('DOOR');
    await countAttendance(ctx, { id: row.id, delta: 2, nonce: 'nonce-0001' });
    await transaction((tx) => recordOperator(tx, ctx.userId, true, 'root'));
    for (const table of [attendanceEntry, auditEntry, operatorChange]) {
      expect(await stateOf(db().delete(table))).toBe(REFUSED);
      expect(await stateOf(db().execute(sql`truncate ${table} cascade`))).toBe(REFUSED);
    }
    expect(await stateOf(db().update(attendanceEntry).set({ delta: 1 }))).toBe(REFUSED);
    expect(await stateOf(db().update(attendanceEntry).set({ delta: 1, userId: null }))).toBe(REFUSED);
    expect(await stateOf(db().update(auditEntry).set({ after: null }))).toBe(REFUSED);
    await db().delete(user).where(eq(user.id, ctx.userId));
    expect(await db().select().from(attendanceEntry)).toMatchObject([{ delta: 2, userId: null }]);
  });

  it('is pruned only by who says so, and only when it is older than a year', async () => {
    const venue = await makeVenue();
    const row = await makeReservation(venue);
    const old = new Date(Date.now() - 366 * 86_400_000);
    const young = new Date(Date.now() - 364 * 86_400_000);
    const counted = (now: Date, nonce: string) =>
      db()
        .insert(attendanceEntry)
        .values({
          ...{ businessId: venue.venue.id, id: nonce, reservationId: row.id, delta: 1, nonce, requestHash: 'hash' },
          ...{ method: 'MANUAL' as const, occurredAt: old, receivedAt: now, scanCountAfter: 1, guestCountThen: 4 },
          ...{ statusAfter: 'CHECKED_IN' as const, isFirstScan: true, seq: 1 },
        });
    const audited = (now: Date) =>
      transaction((tx) =>
        recordAudit(tx, venue.as('OWNER', { now }), {
          ...{ action: 'business.renamed', entity: 'business', entityId: venue.venue.id, before: null, after: null },
        }),
      );
    await Promise.all([counted(old, 'nonce-old'), counted(young, 'nonce-young'), audited(old), audited(young)]);
    const removals = [
      [attendanceEntry, attendanceEntry.receivedAt],
      [auditEntry, auditEntry.at],
    ] as const;
    const says = sql`select set_config('aforo.pruning', 'on', true)`;
    const prune = (table: PgTable, where: SQL | undefined) =>
      transaction(async (tx) => {
        await tx.execute(says);
        return (await tx.delete(table).where(where).returning()).length;
      });
    for (const [table, at] of removals) {
      const isOld = and(eq(table.businessId, venue.venue.id), lt(at, young));
      expect(await stateOf(db().delete(table).where(isOld))).toBe(REFUSED);
      await db().execute(says);
      expect(await stateOf(db().delete(table).where(isOld))).toBe(REFUSED);
      expect(await stateOf(prune(table, eq(table.businessId, venue.venue.id)))).toBe(REFUSED);
      expect(await prune(table, isOld)).toBe(1);
      expect(
        await stateOf(
          transaction(async (tx) => tx.execute(says).then(() => tx.execute(sql`truncate ${table} cascade`))),
        ),
      ).toBe(REFUSED);
    }
    await db()
      .insert(operatorChange)
      .values({ id: 'o1', operator: true, by: 'root', at: new Date('2020-01-01') });
    expect(await stateOf(prune(operatorChange, eq(operatorChange.id, 'o1')))).toBe(REFUSED);
  });
});
