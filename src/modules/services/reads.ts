import { eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { ServiceList } from './answers';
import { toService } from './rows';
import { service } from './tables';
import type { Service } from './wire';

export function listServices(ctx: Context): Promise<z.infer<typeof ServiceList>> {
  return snapshot(async (tx) => ({
    services: await readServices(tx, ctx.venue.id),
    cursor: await readCursor(tx, ctx),
  }));
}

/** The services of a venue by name. */
export async function readServices(tx: Tx, businessId: string): Promise<Service[]> {
  const rows = await tx
    .select()
    .from(service)
    .where(eq(service.businessId, businessId))
    .orderBy(sql`lower(${service.name})`);
  return rows.map(toService);
}
