import { randomUUID } from 'node:crypto';
import { ne } from 'drizzle-orm';
import { createPassKey } from '@/modules/passes/keys';
import { CLOSE_DAY } from '@/modules/reservations/schedule-close';
import { business } from '@/modules/venues/tables';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { scheduleJob } from '@/platform/jobs/schedule-job';

export interface NewBusiness {
  readonly slug: string;
  readonly name: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** Local hour, 0 to 12. */
  readonly cutoffHour: number;
  readonly capacityPolicy: Venue['capacityPolicy'];
  readonly capacity?: number | null;
  readonly occupancyPolicy?: Venue['occupancyPolicy'];
  readonly walkInCategories?: readonly string[] | null;
  readonly lateToleranceMinutes?: number;
  readonly country?: string | null;
  readonly address?: string | null;
  readonly demo?: boolean;
}

/**
 * Creates a venue with an empty event log, a key that signs its passes and a job that closes its days. Fails for a slug
 * that is already used, and for a real venue beside demo venues or the reverse. The caller holds the installation's
 * lock (installation.ts).
 */
export async function createBusiness(tx: Tx, fields: NewBusiness, now: Date): Promise<Venue> {
  const id = randomUUID();
  const [other] = await tx
    .select({ slug: business.slug })
    .from(business)
    .where(ne(business.demo, fields.demo ?? false))
    .limit(1);
  if (other) throw new Error('a real venue never stands beside a demo venue');
  const [row] = await tx
    .insert(business)
    .values({ id, epoch: randomUUID().slice(0, 8), ...fields })
    .returning();
  if (!row) throw new Error('createBusiness: not made');
  await createPassKey(tx, id);
  await scheduleJob(tx, CLOSE_DAY, id, now);
  return { ...row, id: id as BusinessId };
}
