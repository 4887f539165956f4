import { and, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { membership } from '@/modules/access/tables';
import { db } from '@/platform/db/transaction';
import type { GuideInput } from './schema';

/** Puts the guide away, or brings it back, for the caller alone and in this venue: no audit and no event tells of it. */
export async function setGuide({ venue, userId }: Context, { hidden }: GuideInput): Promise<GuideInput> {
  await db()
    .update(membership)
    .set({ guideHidden: hidden })
    .where(and(eq(membership.businessId, venue.id), eq(membership.userId, userId)));
  return { hidden };
}
