import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { user } from '@/modules/access/tables';
import { readCursor } from '@/modules/events/reads';
import type { Tx } from '@/platform/db/client';
import { snapshot } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { IncidentList } from './answers';
import { type IncidentRow, toIncident } from './change';
import type { ListIncidentsInput } from './schema';
import { incident } from './tables';

/** The most incidents of one answer. */
const MOST = 500;

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
