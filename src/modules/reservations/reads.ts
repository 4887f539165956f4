import { and, asc, eq, isNull } from 'drizzle-orm';
import { audienceOf } from '@/modules/access/audience';
import { authorize, type Context, can } from '@/modules/access/context';
import { dayStats } from '@/modules/reports/stats';
import { businessDayOf } from '@/modules/venues/business-day';
import { business } from '@/modules/venues/tables';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { db, snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { epochFor, formatCursor } from '@/realtime/protocol/cursor';
import type { Reservation } from '@/realtime/protocol/reservation';
import type { DayStatsAnswer, ReservationList } from './answers';
import { type ReservationRow, showReservation } from './rows';
import type { DayStatsInput, ListReservationsInput, ReservationId } from './schema';
import { compileSearch } from './search';
import { reservation } from './tables';

/** A day's reservations, by time, with the cursor of the same snapshot. Filters leave the statistics whole. */
export async function listReservations(ctx: Context, input: ListReservationsInput): Promise<ReservationList> {
  authorize(ctx, 'reservations.read');
  const { day, rows, cursor } = await readDay(ctx, input.day);
  const personal = can(ctx.role, 'reservations.read-personal');
  const rank = compileSearch(input.q ?? '');
  const reservations = rows
    .filter((row) => !input.status || row.status === input.status)
    // By the whole name, also for who is shown the short one; never by contact data that the member may not see.
    .filter((row) => rank(personal ? row : { ...row, customerPhone: null }) !== null)
    .map((row) => showReservation(row, ctx.role));
  return { day, reservations, ...(input.include ? { stats: dayStats(rows) } : {}), cursor };
}

/** A day's statistics, with the cursor of the same snapshot. */
export async function readDayStats(ctx: Context, input: DayStatsInput): Promise<DayStatsAnswer> {
  authorize(ctx, 'reservations.read');
  const { day, rows, cursor } = await readDay(ctx, input.day);
  return { day, stats: dayStats(rows), cursor };
}

/** One reservation. Throws NOT_FOUND; the door finds only tonight's. */
export async function getReservation(ctx: Context, { id }: ReservationId): Promise<{ reservation: Reservation }> {
  authorize(ctx, 'reservations.read');
  const [row] = await db()
    .select()
    .from(reservation)
    .where(and(live(ctx.venue), eq(reservation.id, id)));
  if (!row || !isDayVisible(ctx, row.businessDay)) throw new DomainError('NOT_FOUND');
  return { reservation: showReservation(row, ctx.role) };
}

/** Whether the member may see that business day: the door sees tonight. */
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

async function readCursor(tx: Tx, { venue, role, now }: Context): Promise<string> {
  const [head] = await tx
    .select({ epoch: business.epoch, seq: business.eventSeq })
    .from(business)
    .where(eq(business.id, venue.id));
  if (!head) throw new DomainError('NOT_FOUND');
  return formatCursor({ epoch: epochFor(head.epoch, audienceOf(role, venue, now)), seq: head.seq });
}

function live(venue: Venue) {
  return and(eq(reservation.businessId, venue.id), isNull(reservation.deletedAt));
}
