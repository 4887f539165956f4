import { and, desc, eq, gt, isNull, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { getReservation } from '@/modules/reservations/reads';
import type { ReservationId } from '@/modules/reservations/schema';
import type { Database, Tx } from '@/platform/db/client';
import { db } from '@/platform/db/transaction';
import type { LastArrival } from './answers';
import { attendanceEntry } from './tables';

/**
 * The last people of a party who were counted in and not taken back; null when there are none. Throws NOT_FOUND; the
 * door can read only tonight's reservations.
 */
export async function readLastArrival(ctx: Context, { id }: ReservationId): Promise<LastArrival> {
  await getReservation(ctx, { id });
  return { arrival: await findArrival(db(), { businessId: ctx.venue.id, id }) };
}

/** The last of a party's arrivals that were not taken back, of those that `where` names. */
export async function findArrival(
  reader: Database | Tx,
  { businessId, id }: { readonly businessId: string; readonly id: string },
  where?: SQL,
): Promise<LastArrival['arrival']> {
  const undo = alias(attendanceEntry, 'undo');
  const [last] = await reader
    .select({
      at: attendanceEntry.occurredAt,
      people: attendanceEntry.delta,
      by: user.name,
      gateId: attendanceEntry.gateId,
    })
    .from(attendanceEntry)
    .leftJoin(undo, and(eq(undo.businessId, attendanceEntry.businessId), eq(undo.undoOf, attendanceEntry.id)))
    .leftJoin(user, eq(user.id, attendanceEntry.userId))
    .where(
      and(
        eq(attendanceEntry.businessId, businessId),
        eq(attendanceEntry.reservationId, id),
        gt(attendanceEntry.delta, 0),
        eq(attendanceEntry.kind, 'FIRST'),
        isNull(attendanceEntry.undoOf),
        isNull(undo.id),
        where,
      ),
    )
    .orderBy(desc(attendanceEntry.seq))
    .limit(1);
  return last ? { ...last, at: last.at.toISOString() } : null;
}
