import { randomUUID } from 'node:crypto';
import { business } from '@db/schema/venues';
import type { Tx } from '@/server/db/client';
import { createPassKey } from '../passes/keys';
import type { BusinessId, Venue } from '../people/context';

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

/** A venue with an empty event log and a key that signs its passes. Fails on a slug that is taken. */
export async function createBusiness(tx: Tx, fields: NewBusiness): Promise<Venue> {
  const id = randomUUID();
  await tx.insert(business).values({ id, epoch: randomUUID().slice(0, 8), ...fields });
  await createPassKey(tx, id);
  return { id: id as BusinessId, country: null, demo: false, ...fields };
}
