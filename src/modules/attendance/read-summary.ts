import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm';
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
  const { rows, booked, others, gates } = await snapshot(async (tx) => {
    const rows = await tx.select().from(reservation).where(ofDay);
    const ids = rows.map(({ id }) => id);
    const ofNobody = and(isNull(attendanceEntry.reservationId), eq(attendanceEntry.businessDay, day));
    return {
      rows,
      gates: await readGates(tx, venue.id, day),
      booked: await readInForce(tx, venue.id, sql`${attendanceEntry.reservationId} = any(${sql.param(ids)}::text[])`),
      others: await readInForce(tx, venue.id, ofNobody),
    };
  });
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

/**
 * The entries that are neither undone nor themselves an undo, which has the party and the day of what it takes back. They
 * are compared here: in a join, a planner without statistics of a new night compares all entries with all.
 */
async function readInForce(tx: Tx, businessId: string, which: SQL | undefined) {
  const entries = await tx
    .select({
      ...{ id: attendanceEntry.id, undoOf: attendanceEntry.undoOf },
      ...{ reservationId: attendanceEntry.reservationId, delta: attendanceEntry.delta },
      ...{ occurredAt: attendanceEntry.occurredAt, method: attendanceEntry.method },
      ...{ flow: attendanceEntry.flow, kind: attendanceEntry.kind },
    })
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), which))
    .orderBy(asc(attendanceEntry.seq));
  const undone = new Set(entries.map(({ undoOf }) => undoOf));
  return entries.filter(({ id, undoOf }) => undoOf === null && !undone.has(id));
}

function sumOf(entries: readonly { readonly delta: number }[]): number {
  return entries.reduce((sum, { delta }) => sum + delta, 0);
}
