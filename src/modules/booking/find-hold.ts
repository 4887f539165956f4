import { and, eq } from 'drizzle-orm';
import type { ReservationRow } from '@/modules/reservations/rows';
import type { Time } from '@/modules/services/availability';
import { hold } from '@/modules/tables/tables';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { readBooked } from './complete-hold';
import { passPath } from './create-booking';
import { type AtVenue, type HoldRow, hashOf, nearestTo } from './rows';

/** A time that somebody holds, as its holder sees it. */
export interface FoundHold {
  readonly row: HoldRow;
  /** What it has become, with the page of its pass. */
  readonly booked: { readonly row: ReservationRow; readonly pass: string | null } | null;
  /** The times nearest to it, once it has run out; null while it is kept. */
  readonly nearest: readonly Time[] | null;
}

/** Throws NOT_FOUND, also for another venue's hold. */
export function findHold({ venue, now }: AtVenue, token: string): Promise<FoundHold> {
  return snapshot(async (tx) => {
    const isIt = and(eq(hold.businessId, venue.id), eq(hold.id, hashOf(token)));
    const [row] = await tx.select().from(hold).where(isIt);
    if (!row) throw new DomainError('NOT_FOUND');
    if (row.reservationId !== null) {
      const booked = await readBooked(tx, row);
      return { row, booked: { row: booked, pass: await passPath(tx, booked) }, nearest: null };
    }
    return { row, booked: null, nearest: row.expiresAt > now ? null : await nearestTo(tx, { venue, now }, row) };
  });
}
