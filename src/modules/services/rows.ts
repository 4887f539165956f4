import { and, eq, inArray, lte } from 'drizzle-orm';
import { hold, stay } from '@/modules/tables/tables';
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
 * Locks nights of a venue until the transaction ends, in their order, and frees the tables of holds that have expired. Whoever gives or
 * moves tables does so before it locks a reservation, so that two of them never wait for each other.
 */
export async function lockNights(tx: Tx, businessId: string, days: readonly string[], now: Date): Promise<void> {
  const nights = [...new Set(days)].sort();
  for (const businessDay of nights)
    await tx.insert(serviceNight).values({ businessId, businessDay }).onConflictDoNothing();
  await tx
    .select({ day: serviceNight.businessDay })
    .from(serviceNight)
    .where(and(eq(serviceNight.businessId, businessId), inArray(serviceNight.businessDay, nights)))
    .orderBy(serviceNight.businessDay)
    .for('update');
  await deleteExpiredStays(tx, businessId, now);
}

/** Frees the tables of a venue's holds that have expired. It waits for nobody: what another one is removing is left to them. */
export async function deleteExpiredStays(tx: Tx, businessId: string, now: Date): Promise<void> {
  const isOfHold = and(eq(hold.businessId, stay.businessId), eq(hold.id, stay.holdId));
  const expired = tx
    .select({ id: stay.id })
    .from(stay)
    .innerJoin(hold, isOfHold)
    .where(and(eq(stay.businessId, businessId), lte(hold.expiresAt, now)))
    .for('update', { of: stay, skipLocked: true });
  await tx.delete(stay).where(and(eq(stay.businessId, businessId), inArray(stay.id, expired)));
}
