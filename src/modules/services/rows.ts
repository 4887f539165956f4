import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/platform/db/client';
import { type service, serviceNight } from './tables';
import type { Service } from './wire';

export function toService({ businessId: _, ...row }: typeof service.$inferSelect): Service {
  return {
    ...row,
    ...{ weekdays: [...row.weekdays], turns: [...row.turns], pacing: [...row.pacing] },
    ...{ parties: [...row.parties], exceptions: [...row.exceptions] },
  };
}

/**
 * Locks nights of a venue until the transaction ends, in their order. Whoever gives or moves tables does so before it locks a
 * reservation, so that two of them never wait for each other.
 */
export async function lockNights(tx: Tx, businessId: string, days: readonly string[]): Promise<void> {
  const nights = [...new Set(days)].sort();
  for (const businessDay of nights)
    await tx.insert(serviceNight).values({ businessId, businessDay }).onConflictDoNothing();
  await tx
    .select({ day: serviceNight.businessDay })
    .from(serviceNight)
    .where(and(eq(serviceNight.businessId, businessId), inArray(serviceNight.businessDay, nights)))
    .orderBy(serviceNight.businessDay)
    .for('update');
}
