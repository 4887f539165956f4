import { and, eq, isNull } from 'drizzle-orm';
import { hold } from '@/modules/tables/tables';
import { db } from '@/platform/db/transaction';
import { type AtVenue, hashOf } from './rows';

/** Gives up a time that was kept, with its tables; one that has become a reservation, and one that is gone, stay as they are. */
export async function deleteHold({ venue }: AtVenue, token: string): Promise<void> {
  const isIt = and(eq(hold.businessId, venue.id), eq(hold.id, hashOf(token)));
  await db()
    .delete(hold)
    .where(and(isIt, isNull(hold.reservationId)));
}
