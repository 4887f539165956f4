import { randomUUID } from 'node:crypto';
import { ne } from 'drizzle-orm';
import { createPassKey } from '@/modules/passes/keys';
import { business } from '@/modules/venues/tables';
import type { BusinessId, Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';

export interface NewBusiness {
  readonly slug: string;
  readonly name: string;
  /** IANA zone. */
  readonly timeZone: string;
  /** Local hour, 0 to 12. */
  readonly cutoffHour: number;
  readonly capacityPolicy: Venue['capacityPolicy'];
  readonly country?: string | null;
  readonly demo?: boolean;
}

/**
 * A venue with an empty event log and a key that signs its passes. Fails on a slug that is taken, and on a real venue beside
 * demo venues or the reverse. The caller holds the installation's lock (installation.ts).
 */
export async function createBusiness(tx: Tx, fields: NewBusiness): Promise<Venue> {
  const id = randomUUID();
  const [other] = await tx
    .select({ slug: business.slug })
    .from(business)
    .where(ne(business.demo, fields.demo ?? false))
    .limit(1);
  if (other) throw new Error('a real venue never stands beside a demo venue');
  await tx.insert(business).values({ id, epoch: randomUUID().slice(0, 8), ...fields });
  await createPassKey(tx, id);
  return { id: id as BusinessId, country: null, demo: false, ...fields };
}
