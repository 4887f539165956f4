import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import type { DayStatsInput } from '@/modules/reservations/schema';
import { dayStats } from '@/modules/reservations/stats';
import { reservation } from '@/modules/reservations/tables';
import { businessDayOf, nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import type { NightSummary } from './answers';
import { flowOf, hoursOf, peakOf } from './project-summary';
import { readGates } from './reads';
import { attendanceEntry } from './tables';

/** What became of a night: who came and when, and who did not. The current business day without a day. */
export async function readSummary(ctx: Context, input: DayStatsInput): Promise<NightSummary> {
  const { venue, now } = ctx;
  const day = input.day ?? businessDayOf(now, venue);
  const ofDay = and(
    eq(reservation.businessId, venue.id),
    eq(reservation.businessDay, day),
    isNull(reservation.deletedAt),
  );
  const { rows, booked, others, gates } = await snapshot(async (tx) => ({
    gates: await readGates(tx, venue.id, day),
    rows: await tx.select().from(reservation).where(ofDay),
    booked: await entriesInForce(tx)
      .innerJoin(
        reservation,
        and(eq(reservation.businessId, attendanceEntry.businessId), eq(reservation.id, attendanceEntry.reservationId)),
      )
      .where(and(ofDay, inForce(venue.id)))
      .orderBy(asc(attendanceEntry.seq)),
    others: await entriesInForce(tx)
      .where(and(isNull(attendanceEntry.reservationId), eq(attendanceEntry.businessDay, day), inForce(venue.id)))
      .orderBy(asc(attendanceEntry.seq)),
  }));
  const clicks = others.filter(({ flow }) => flow === 'IN');
  const arrivals = [...booked.filter(({ kind }) => kind === 'FIRST'), ...clicks];
  const stats = dayStats(rows);
  // The job that closes the day may not have run yet.
  const isOver = nightState(day, now, venue) === 'over';
  const absent = rows.filter(
    ({ status, scanCount }) =>
      status === 'NO_SHOW' || (isOver && scanCount === 0 && (status === 'PENDING' || status === 'CONFIRMED')),
  );
  const walkIns = booked.filter(({ method }) => method === 'WALK_IN');
  const unbooked = sumOf(clicks);
  const { byHour, withoutHour } = hoursOf(arrivals, day, venue);
  return {
    day,
    arrived: stats.guestsArrived + unbooked,
    planned: stats.guestsPlanned,
    parties: { arrived: stats.partiesArrived, planned: stats.reservations },
    noShows: { parties: absent.length, people: absent.reduce((sum, { guestCount }) => sum + guestCount, 0) },
    missing: Math.max(0, stats.guestsPlanned - stats.guestsArrived + stats.excess),
    walkIns: {
      parties: new Set(walkIns.map(({ reservationId }) => reservationId)).size,
      people: sumOf(walkIns) + unbooked,
    },
    excess: stats.excess,
    byHour,
    withoutHour,
    peak: peakOf(byHour),
    byGate: gates.map(({ gateId, entered, left }) => ({ gateId, entered, left })),
    flow: flowOf([...booked, ...others]),
  };
}

/** The entries that are neither undone nor themselves an undo, with `inForce`. */
function entriesInForce(tx: Tx) {
  return tx
    .select({
      ...{ reservationId: attendanceEntry.reservationId, delta: attendanceEntry.delta },
      ...{ occurredAt: attendanceEntry.occurredAt, method: attendanceEntry.method },
      ...{ flow: attendanceEntry.flow, kind: attendanceEntry.kind },
    })
    .from(attendanceEntry)
    .$dynamic();
}

function inForce(businessId: string) {
  // Read once and looked up: joined, a planner without statistics of a new night compares all entries with all.
  const undone = sql`(select undo.undo_of from ${attendanceEntry} undo
    where undo.business_id = ${businessId} and undo.undo_of is not null)`;
  return and(
    eq(attendanceEntry.businessId, businessId),
    isNull(attendanceEntry.undoOf),
    sql`${attendanceEntry.id} not in ${undone}`,
  );
}

function sumOf(entries: readonly { readonly delta: number }[]): number {
  return entries.reduce((sum, { delta }) => sum + delta, 0);
}
