import { eq, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { db } from '@/platform/db/transaction';
import type { ClientReportInput } from './schema';
import { clientReport } from './tables';

export interface Recorded {
  readonly recorded: boolean;
  /** Whether this is the first report of the outage. */
  readonly isNew: boolean;
}

/**
 * Stores a device's report of an outage; a later report of the same outage replaces it, if it comes from the same
 * member.
 */
export async function recordReport(ctx: Context, input: ClientReportInput): Promise<Recorded> {
  const { outageId, ...told } = input;
  const row = { ...told, device: ctx.request.device ?? '?', at: ctx.now };
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
