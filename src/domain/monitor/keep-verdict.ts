import { randomUUID } from 'node:crypto';
import { deviceAudit } from '@db/schema/monitor';
import { and, desc, eq, gte } from 'drizzle-orm';
import { db } from '@/server/db/transaction';
import type { AuditVerdict, RowDifference } from './schema';

/** Differences kept of one audit; more of them say no more. */
const KEPT_DIFFERENCES = 20;

export interface KeptVerdict {
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

export async function keepVerdict(audit: KeptVerdict): Promise<void> {
  await db()
    .insert(deviceAudit)
    .values({ ...audit, id: randomUUID(), differences: audit.differences.slice(0, KEPT_DIFFERENCES) });
}

/** Whether a stream's device has answered, to whichever process, since `since`. */
export async function hasAnswered(businessId: string, connectionId: string, since: Date): Promise<boolean> {
  const [found] = await db()
    .select({ id: deviceAudit.id })
    .from(deviceAudit)
    .where(
      and(
        eq(deviceAudit.businessId, businessId),
        eq(deviceAudit.connectionId, connectionId),
        gte(deviceAudit.at, since),
      ),
    )
    .orderBy(desc(deviceAudit.at))
    .limit(1);
  return found !== undefined;
}
