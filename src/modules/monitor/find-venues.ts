import { and, asc, count, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import { membership } from '@/modules/access/tables';
import { venueEvent } from '@/modules/events/tables';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import type { OperatedVenue } from './answers';
import type { Watcher } from './watcher';

/** Every venue of the installation by name, also those that are suspended. */
export async function listOperatedVenues({ now }: Watcher): Promise<{ venues: OperatedVenue[] }> {
  const today = sql`business_day_at(${now.toISOString()}::timestamptz, ${business.timeZone}, ${business.cutoffHour})`;
  const members = db().select({ rows: count() }).from(membership).where(eq(membership.businessId, business.id));
  const ahead = db()
    .select({ rows: count() })
    .from(reservation)
    .where(
      and(
        eq(reservation.businessId, business.id),
        isNull(reservation.deletedAt),
        inArray(reservation.status, ['PENDING', 'CONFIRMED']),
        gte(reservation.businessDay, today),
      ),
    );
  const newest = db()
    .select({ at: venueEvent.createdAt })
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, business.id), eq(venueEvent.seq, business.eventSeq)));
  const rows = await db()
    .select({
      id: business.id,
      slug: business.slug,
      name: business.name,
      demo: business.demo,
      suspended: business.suspended,
      members: sql`${members}`.mapWith(Number),
      ahead: sql`${ahead}`.mapWith(Number),
      lastActivityAt: sql<Date | null>`${newest}`.mapWith(venueEvent.createdAt),
    })
    .from(business)
    .orderBy(asc(business.name), asc(business.id));
  return { venues: rows.map((row) => ({ ...row, lastActivityAt: row.lastActivityAt?.toISOString() ?? null })) };
}
