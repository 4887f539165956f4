import { attendanceEntry } from '@db/schema/attendance';
import { auditEntry } from '@db/schema/audit';
import { operatorChange } from '@db/schema/monitor';
import { user } from '@db/schema/people';
import { eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { countAttendance } from '@/domain/attendance/count-attendance';
import { recordOperator } from '@/domain/people/set-operator';
import { sqlState } from '@/server/db/sql-state';
import { db, transaction } from '@/server/db/transaction';
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
});
