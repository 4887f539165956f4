import { and, eq } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import type { AuditVerdict } from './audit-answers';
import type { RowDifference } from './schema';
import { deviceAudit } from './tables';

/** Differences kept of one audit; more of them say no more. */
const KEPT_DIFFERENCES = 20;

export interface KeptVerdict {
  /** Of the check; one verdict is kept for each. */
  readonly id: string;
  readonly businessId: string;
  readonly connectionId: string;
  readonly userId: string;
  readonly device: string;
  readonly verdict: AuditVerdict;
  readonly seq: number;
  readonly rows: number;
  readonly hidden: boolean;
  readonly differences: readonly RowDifference[];
  readonly at: Date;
}

/**
 * Keeps what one check came to, once: a second verdict under the same id changes nothing, except that an answer replaces the silence that
 * was noted before it came. Returns whether it was kept.
 */
export async function keepVerdict(audit: KeptVerdict): Promise<boolean> {
  const row = { ...audit, differences: audit.differences.slice(0, KEPT_DIFFERENCES) };
  const kept = await db()
    .insert(deviceAudit)
    .values(row)
    .onConflictDoUpdate({
      target: [deviceAudit.businessId, deviceAudit.id],
      set: row,
      setWhere: eq(deviceAudit.verdict, 'silent'),
    })
    .returning({ id: deviceAudit.id });
  return kept.length > 0;
}

/** Whether a difference was found under that id. */
export async function hasDiffered(businessId: string, id: string): Promise<boolean> {
  const found = await db()
    .select({ id: deviceAudit.id })
    .from(deviceAudit)
    .where(and(eq(deviceAudit.businessId, businessId), eq(deviceAudit.id, id), eq(deviceAudit.verdict, 'differs')));
  return found.length > 0;
}
