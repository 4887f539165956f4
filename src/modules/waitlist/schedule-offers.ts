import type { Tx } from '@/platform/db/client';
import { scheduleJob } from '@/platform/jobs/schedule-job';

/** The job that ends offers and makes the next ones; its key is the venue's id. */
export const OFFER_WAITLIST = 'offer-waitlist';

export function scheduleOffers(tx: Tx, businessId: string, at: Date): Promise<void> {
  return scheduleJob(tx, OFFER_WAITLIST, businessId, at);
}
