import { and, eq, isNull, or, type SQL, sql, sum } from 'drizzle-orm';
import { type Context, can } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { isArrival, ofUndone } from './reads';
import { attendanceEntry } from './tables';

/**
 * Whether the member may remove `-delta` people of the reservation again: without `attendance.undo-any`, at most as
 * many as they have counted in themselves, minus those already removed by anyone.
 */
export async function mayTakeBack(tx: Tx, ctx: Context, reservationId: string, delta: number): Promise<boolean> {
  if (delta >= 0 || can(ctx.role, 'attendance.undo-any')) return true;
  return (await countOwn(tx, ctx, and(eq(attendanceEntry.reservationId, reservationId), isArrival))) + delta >= 0;
}

/** The same for people without a reservation, of one night. */
export async function mayTakeBackClicks(tx: Tx, ctx: Context, day: string, delta: number): Promise<boolean> {
  if (can(ctx.role, 'attendance.undo-any')) return true;
  const ofNight = and(
    isNull(attendanceEntry.reservationId),
    eq(attendanceEntry.businessDay, day),
    eq(attendanceEntry.flow, 'IN'),
  );
  return (await countOwn(tx, ctx, ofNight)) + delta >= 0;
}

async function countOwn(tx: Tx, { venue, userId }: Context, where: SQL | undefined): Promise<number> {
  const [counted] = await tx
    .select({ total: sum(attendanceEntry.delta).mapWith(Number) })
    .from(attendanceEntry)
    .where(
      and(
        eq(attendanceEntry.businessId, venue.id),
        where,
        or(eq(attendanceEntry.userId, userId), sql`${ofUndone('user_id')} = ${userId}`),
      ),
    );
  return counted?.total ?? 0;
}
