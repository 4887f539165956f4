import { and, eq, inArray, or, sum } from 'drizzle-orm';
import { type Context, can } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { attendanceEntry } from './tables';

/**
 * Whether the member may take `-delta` people of the reservation out again: without `attendance.undo-any` no more than they
 * have counted in themselves, less what of it was taken back, by whomever.
 */
export async function mayTakeBack(tx: Tx, ctx: Context, reservationId: string, delta: number): Promise<boolean> {
  if (delta >= 0 || can(ctx.role, 'attendance.undo-any')) return true;
  const isOf = and(eq(attendanceEntry.businessId, ctx.venue.id), eq(attendanceEntry.reservationId, reservationId));
  const own = tx
    .select({ id: attendanceEntry.id })
    .from(attendanceEntry)
    .where(and(isOf, eq(attendanceEntry.userId, ctx.userId)));
  const [counted] = await tx
    .select({ total: sum(attendanceEntry.delta).mapWith(Number) })
    .from(attendanceEntry)
    .where(and(isOf, or(eq(attendanceEntry.userId, ctx.userId), inArray(attendanceEntry.undoOf, own))));
  return (counted?.total ?? 0) + delta >= 0;
}
