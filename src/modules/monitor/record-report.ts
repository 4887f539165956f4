import { eq, sql } from 'drizzle-orm';
import { authorize, type Context } from '@/modules/access/context';
import { db } from '@/platform/db/transaction';
import type { ClientReportInput } from './schema';
import { clientReport } from './tables';

export interface Recorded {
  readonly recorded: boolean;
  /** Whether nothing had been told of this outage before. */
  readonly isNew: boolean;
}

/** Keeps what a device tells of an outage; what it tells again of the same one replaces it, if it is the same member's. */
export async function recordReport(ctx: Context, input: ClientReportInput): Promise<Recorded> {
  authorize(ctx, 'reservations.read');
  const { outageId, ...told } = input;
  const row = { ...told, device: ctx.device ?? '?', at: ctx.now };
  const written = await db()
    .insert(clientReport)
    .values({ ...row, businessId: ctx.venue.id, id: outageId, userId: ctx.userId })
    .onConflictDoUpdate({
      target: [clientReport.businessId, clientReport.id],
      set: row,
      setWhere: eq(clientReport.userId, ctx.userId),
    })
    // xmax is 0 in a row that was inserted, not updated.
    .returning({ isNew: sql<boolean>`xmax = 0` });
  return { recorded: written.length > 0, isNew: written[0]?.isNew ?? false };
}
