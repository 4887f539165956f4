import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { authorize, type Context } from '@/modules/access/context';
import { user, verification } from '@/modules/access/tables';
import { attendanceEntry } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { operatorChange } from '@/modules/monitor/tables';
import { qrPass } from '@/modules/passes/tables';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { lockInstallation } from './installation';

/**
 * Erases every venue, person, reservation and session of an installation that holds nothing but the demo, so that it waits for
 * its first owner again; the installation's secret stays. All or nothing. Throws FORBIDDEN for anybody but an owner, and
 * wherever a venue is real.
 */
export async function eraseDemo(ctx: Context): Promise<void> {
  authorize(ctx, 'demo.erase');
  await transaction(async (tx) => {
    await lockInstallation(tx);
    // Who writes has finished, and who comes next finds nothing to write to. Reading goes on.
    await tx.execute(sql`lock table ${reservation}, ${business}, ${user} in exclusive mode`);
    const [real] = await tx.select({ id: business.id }).from(business).where(eq(business.demo, false)).limit(1);
    if (real) throw new DomainError('FORBIDDEN');
    await eraseEvidence(tx);
    await tx.delete(qrPass);
    await tx.delete(reservation);
    await tx.delete(business);
    await tx.delete(user);
    await tx.delete(verification);
    await tx.insert(operatorChange).values({ id: randomUUID(), userId: null, operator: false, by: 'demo erased' });
  });
}

/** Ledger and audit refuse to lose a row: only here, and until this transaction ends, their triggers let go. */
async function eraseEvidence(tx: Tx): Promise<void> {
  for (const table of [attendanceEntry, auditEntry]) {
    await tx.execute(sql`alter table ${table} disable trigger user`);
    await tx.delete(table);
    await tx.execute(sql`alter table ${table} enable trigger user`);
  }
}
