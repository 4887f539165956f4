import { and, eq } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import type { RowDifference } from './answers';
import type { AuditVerdict } from './audit-answers';
import { deviceAudit } from './tables';

/** The most differences stored for one device check; more of them add no information. */
const KEPT_DIFFERENCES = 20;

export interface KeptVerdict {
  /** The id of the check; one verdict is stored for each. */
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
 * Stores the verdict of one device check, once: a second verdict under the same id changes nothing, except that an
 * answer replaces the verdict `silent` that was recorded before it arrived. Returns whether the verdict was stored.
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

/** Whether a device check with that id found a difference. */
export async function hasDiffered(businessId: string, id: string): Promise<boolean> {
  const found = await db()
    .select({ id: deviceAudit.id })
    .from(deviceAudit)
    .where(and(eq(deviceAudit.businessId, businessId), eq(deviceAudit.id, id), eq(deviceAudit.verdict, 'differs')));
  return found.length > 0;
}
