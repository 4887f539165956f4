import { and, eq } from 'drizzle-orm';
import { passPath } from '@/modules/booking/create-booking';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { snapshot } from '@/platform/db/transaction';
import type { EntryRow } from './rows';

/** What an entry has become, with the path of its pass; null while it has become nothing, and once that is gone. */
export function findBooked({
  businessId,
  reservationId,
}: EntryRow): Promise<{ readonly row: ReservationRow; readonly pass: string | null } | null> {
  return snapshot(async (tx) => {
    if (reservationId === null) return null;
    const [row] = await tx
      .select()
      .from(reservation)
      .where(and(eq(reservation.businessId, businessId), eq(reservation.id, reservationId)));
    return row && !row.deletedAt ? { row, pass: await passPath(tx, row) } : null;
  });
}
