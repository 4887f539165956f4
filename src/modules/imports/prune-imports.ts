import { and, inArray, lt } from 'drizzle-orm';
import { db } from '@/platform/db/transaction';
import { reservationImport } from './tables';

const KEPT_MS = 90 * 24 * 60 * 60_000;

/** Forgets imports that ended long ago, with their rows; the reservations stay. Returns how many. */
export async function pruneImports(now: Date): Promise<number> {
  const gone = await db()
    .delete(reservationImport)
    .where(
      and(
        inArray(reservationImport.state, ['DONE', 'UNDONE']),
        lt(reservationImport.createdAt, new Date(now.getTime() - KEPT_MS)),
      ),
    )
    .returning({ id: reservationImport.id });
  return gone.length;
}
