import { and, asc, count, eq, ne, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { businessDayOf, localTimeOf } from '@/modules/venues/business-day';
import { db } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { DayHours } from './answers';
import { isDayVisible, live } from './reads';
import type { DayHoursInput } from './schema';
import { reservation } from './tables';

const QUARTER_MS = 15 * 60_000;

/** How many reservations and planned guests each quarter hour of a day has. The door can read tonight only. */
export async function readHours(ctx: Context, input: DayHoursInput): Promise<DayHours> {
  const { venue } = ctx;
  const day = input.day ?? businessDayOf(ctx.now, venue);
  if (!isDayVisible(ctx, day)) throw new DomainError('FORBIDDEN');
  const instants = await db()
    .select({
      at: reservation.reservedAt,
      reservations: count(),
      guests: sql`sum(${reservation.guestCount})`.mapWith(Number),
    })
    .from(reservation)
    .where(and(live(venue), eq(reservation.businessDay, day), ne(reservation.status, 'CANCELLED')))
    .groupBy(reservation.reservedAt)
    .orderBy(asc(reservation.reservedAt));
  const hours = new Map<string, DayHours['hours'][number]>();
  for (const { at: instant, reservations, guests } of instants) {
    // No zone's clock differs from UTC by a part of a quarter hour.
    const quarter = new Date(Math.floor(instant.getTime() / QUARTER_MS) * QUARTER_MS);
    const at = localTimeOf(quarter, venue.timeZone);
    const before = hours.get(at) ?? { reservations: 0, guests: 0 };
    hours.set(at, { at, reservations: before.reservations + reservations, guests: before.guests + guests });
  }
  return { day, hours: [...hours.values()] };
}
