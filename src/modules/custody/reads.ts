import { and, desc, eq, or, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { isGateInScope } from '@/modules/access/profiles';
import { user } from '@/modules/access/tables';
import { readCursor } from '@/modules/events/reads';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { db, snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { DoorIncidentList, IncidentList } from './answers';
import { type IncidentRow, toIncident } from './change';
import type { DoorIncidentsInput, ListIncidentsInput } from './schema';
import { incident } from './tables';

/** The most incidents of one answer. */
const MOST = 500;
const MOST_AT_DOOR = 50;

/** The open incidents of the venue, the newest first; with a day, all of that night. */
export function listIncidents(ctx: Context, { day }: ListIncidentsInput): Promise<IncidentList> {
  return snapshot(async (tx) => {
    const rows = await tx
      .select({ row: incident, resolvedBy: user.name })
      .from(incident)
      .leftJoin(user, eq(user.id, incident.resolvedBy))
      .where(
        and(
          eq(incident.businessId, ctx.venue.id),
          day === undefined ? eq(incident.state, 'OPEN') : eq(incident.businessDay, day),
        ),
      )
      .orderBy(desc(incident.openedAt), desc(incident.id))
      .limit(MOST);
    return {
      incidents: rows.map(({ row, resolvedBy }) => toIncident(row, resolvedBy)),
      cursor: await readCursor(tx, ctx),
    };
  });
}

/**
 * What a phone at the door sees of the current night's incidents: those of its own entries, and those of the gate at which
 * it stands. A paired phone has no other id than its own, and no gate outside of its scope.
 */
export async function listDoorIncidents(ctx: Context, asked: DoorIncidentsInput): Promise<DoorIncidentList> {
  const { scope, venue, now } = ctx;
  const deviceId = scope ? scope.id : asked.deviceId;
  const gateId = scope && !isGateInScope(scope, asked.gateId) ? undefined : asked.gateId;
  const isConcerned = or(
    deviceId === undefined ? sql`false` : eq(incident.deviceId, deviceId),
    gateId === undefined ? sql`false` : eq(incident.gateId, gateId),
  );
  const isOfNight = and(eq(incident.businessId, venue.id), eq(incident.businessDay, businessDayOf(now, venue)));
  const rows = await db()
    .select()
    .from(incident)
    .where(and(isOfNight, isConcerned))
    .orderBy(desc(incident.openedAt), desc(incident.id))
    .limit(MOST_AT_DOOR);
  const incidents = rows.map(({ id, kind, state, people, openedAt, ...row }) => ({
    ...{ id, kind, state, people, openedAt: openedAt.toISOString(), own: row.deviceId === deviceId },
  }));
  return { incidents };
}

/** An incident of the venue; with the venue's lock, nobody else changes it. Throws NOT_FOUND. */
export async function findIncident(tx: Tx, { venue }: Context, id: string): Promise<IncidentRow> {
  const isIncident = and(eq(incident.businessId, venue.id), eq(incident.id, id));
  const [row] = await tx.select().from(incident).where(isIncident);
  if (!row) throw new DomainError('NOT_FOUND');
  return row;
}

export async function nameOf(tx: Tx, userId: string): Promise<string | null> {
  const [found] = await tx.select({ name: user.name }).from(user).where(eq(user.id, userId));
  return found?.name ?? null;
}
