import { and, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { BookingPage } from './answers';
import { USUAL_PARTY } from './rules';
import { bookingPage, bookingPolicy } from './tables';

export type PageRow = typeof bookingPage.$inferSelect;
type Policy = Pick<typeof bookingPolicy.$inferSelect, 'policy' | 'marketing'>;

/** The page of the venue, as it would begin where it has none, with the cursor of the same snapshot. */
export function readPage(ctx: Context): Promise<BookingPage & { cursor: string }> {
  return snapshot(async (tx) => ({
    ...(await readPageRow(tx, ctx.venue.id)).shown,
    cursor: await readCursor(tx, ctx),
  }));
}

/** The page of a venue, with whether it is there. */
export async function readPageRow(tx: Tx, businessId: string): Promise<{ shown: BookingPage; row: PageRow | null }> {
  const [found] = await tx
    .select({ row: bookingPage, policy: bookingPolicy })
    .from(bookingPage)
    .innerJoin(
      bookingPolicy,
      and(eq(bookingPolicy.businessId, bookingPage.businessId), eq(bookingPolicy.version, bookingPage.policyVersion)),
    )
    .where(eq(bookingPage.businessId, businessId));
  if (!found) return { shown: showRow(emptyPage(businessId), { policy: {}, marketing: {} }), row: null };
  return { shown: showRow(found.row, found.policy), row: found.row };
}

function emptyPage(businessId: string): PageRow {
  return {
    ...{ businessId, open: false, maxParty: USUAL_PARTY, greeting: {}, policyVersion: 0 },
    ...{ depositAmount: null, depositText: {}, depositUrl: null, version: 0 },
  };
}

function showRow({ businessId: _, ...row }: PageRow, { policy, marketing }: Policy): BookingPage {
  return { ...row, policy, marketing };
}
