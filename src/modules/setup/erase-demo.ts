import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
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
import { cancelKeyedJobs } from '@/platform/jobs/schedule-job';
import { lockInstallation } from './installation';

/**
 * Erases every venue, person, reservation and session of an installation that contains only the demo, so that it waits
 * for its first owner again; the installation's secret stays. All or nothing. Throws FORBIDDEN when a venue is real.
 */
export async function eraseDemo(): Promise<void> {
  await transaction(async (tx) => {
    await lockInstallation(tx);
    // Earlier writers have finished, and later writers find no rows to write to. Reads continue.
    await tx.execute(sql`lock table ${reservation}, ${business}, ${user} in exclusive mode`);
    const [real] = await tx.select({ id: business.id }).from(business).where(eq(business.demo, false)).limit(1);
    if (real) throw new DomainError('FORBIDDEN');
    await eraseEvidence(tx);
    await tx.delete(qrPass);
    await tx.delete(reservation);
    await cancelKeyedJobs(tx);
    await tx.delete(business);
    await tx.delete(user);
    await tx.delete(verification);
    await tx.insert(operatorChange).values({ id: randomUUID(), userId: null, operator: false, by: 'demo erased' });
  });
}

/**
 * Triggers protect ledger and audit rows from deletion: only here, and until this transaction ends, they are disabled.
 */
async function eraseEvidence(tx: Tx): Promise<void> {
  for (const table of [attendanceEntry, auditEntry]) {
    await tx.execute(sql`alter table ${table} disable trigger user`);
    await tx.delete(table);
    await tx.execute(sql`alter table ${table} enable trigger user`);
  }
}
