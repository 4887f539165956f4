import type { Context } from '@/modules/access/context';
import { readServices } from '@/modules/services/reads';
import { readBlocks, readFloor } from '@/modules/tables/reads';
import type { Block } from '@/modules/tables/wire';
import type { Tx } from '@/platform/db/client';
import type { Plan } from './rules';

/** The plan of a venue, with the blocks that are not over. */
export async function readPlan(tx: Tx, { venue, now }: Context): Promise<Plan> {
  return {
    ...(await readFloor(tx, venue.id)),
    services: await readServices(tx, venue.id),
    blocks: (await readBlocks(tx, venue.id, now)).map(toBlocked),
  };
}

export function toBlocked({ startsAt, endsAt, ...block }: Block): Plan['blocks'][number] {
  return { ...block, from: Date.parse(startsAt), until: Date.parse(endsAt) };
}
