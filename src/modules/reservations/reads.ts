import { and, asc, eq, isNull } from 'drizzle-orm';
import { type Context, can } from '@/modules/access/context';
import { readCursor } from '@/modules/events/reads';
import { dayStats } from '@/modules/reservations/stats';
import type { Reservation } from '@/modules/reservations/wire';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { db, snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { DayStatsAnswer, ReservationList } from './answers';
import { type ReservationRow, showReservation } from './rows';
import type { DayStatsInput, ListReservationsInput, ReservationId } from './schema';
import { compileSearch } from './search';
import { reservation } from './tables';

/** A day's reservations, sorted by time, with the cursor of the same snapshot. Filters do not affect the statistics. */
export async function listReservations(ctx: Context, input: ListReservationsInput): Promise<ReservationList> {
  const { day, rows, cursor } = await readDay(ctx, input.day);
  const personal = can(ctx.role, 'reservations.read-personal');
  const rank = compileSearch(input.q ?? '');
  const reservations = rows
    .filter((row) => !input.status || row.status === input.status)
    // Searches the whole name, also for members who see the short one; never contact data that the member may not see.
    .filter((row) => rank(personal ? row : { ...row, customerPhone: null }) !== null)
    .map((row) => showReservation(row, ctx.role));
  return { day, reservations, ...(input.include ? { stats: dayStats(rows) } : {}), cursor };
}

/** A day's statistics, with the cursor of the same snapshot. */
export async function readDayStats(ctx: Context, input: DayStatsInput): Promise<DayStatsAnswer> {
  const { day, rows, cursor } = await readDay(ctx, input.day);
  return { day, stats: dayStats(rows), cursor };
}

/** One reservation. Throws NOT_FOUND; the door can read only those of tonight. */
export async function getReservation(ctx: Context, { id }: ReservationId): Promise<{ reservation: Reservation }> {
  const [row] = await db()
    .select()
    .from(reservation)
    .where(and(live(ctx.venue), eq(reservation.id, id)));
  if (!row || !isDayVisible(ctx, row.businessDay)) throw new DomainError('NOT_FOUND');
  return { reservation: showReservation(row, ctx.role) };
}

/** Whether the member may see that business day: the door sees tonight only. */
export function isDayVisible({ role, venue, now }: Context, day: string): boolean {
  return can(role, 'reservations.read-any-day') || day === businessDayOf(now, venue);
}

async function readDay(ctx: Context, asked: string | undefined) {
  const day = asked ?? businessDayOf(ctx.now, ctx.venue);
  if (!isDayVisible(ctx, day)) throw new DomainError('FORBIDDEN');
  return snapshot(async (tx) => ({
    day,
    rows: await dayRows(tx, ctx.venue, day),
    cursor: await readCursor(tx, ctx),
  }));
}

function dayRows(tx: Tx, venue: Venue, day: string): Promise<ReservationRow[]> {
  return tx
    .select()
    .from(reservation)
    .where(and(live(venue), eq(reservation.businessDay, day)))
    .orderBy(asc(reservation.reservedAt), asc(reservation.code));
}

/** The venue's reservations that are not deleted. */
export function live(venue: Venue) {
  return and(eq(reservation.businessId, venue.id), isNull(reservation.deletedAt));
}
