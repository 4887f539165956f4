import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { getReservation } from '@/modules/reservations/reads';
import type { ReservationId } from '@/modules/reservations/schema';
import { db } from '@/platform/db/transaction';
import type { LastArrival } from './answers';
import { attendanceEntry } from './tables';

/**
 * The last people of a party who were counted in and not taken back; null when there are none. Throws NOT_FOUND; the
 * door can read only tonight's reservations.
 */
export async function readLastArrival(ctx: Context, { id }: ReservationId): Promise<LastArrival> {
  await getReservation(ctx, { id });
  const undo = alias(attendanceEntry, 'undo');
  const [last] = await db()
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
        eq(attendanceEntry.businessId, ctx.venue.id),
        eq(attendanceEntry.reservationId, id),
        gt(attendanceEntry.delta, 0),
        eq(attendanceEntry.kind, 'FIRST'),
        isNull(attendanceEntry.undoOf),
        isNull(undo.id),
      ),
    )
    .orderBy(desc(attendanceEntry.seq))
    .limit(1);
  return { arrival: last ? { ...last, at: last.at.toISOString() } : null };
}
