import { changer } from '@/modules/events/change';
import { incident } from './tables';
import type { Incident } from './wire';

export type IncidentRow = typeof incident.$inferSelect;

/** Every write of an incident uses it. See `changer`. */
export const changeIncident = changer('incident', incident);

/** `resolvedBy` is the name of whoever resolved it. */
export function toIncident(row: IncidentRow, resolvedBy: string | null): Incident {
  const { id, kind, state, businessDay, reservationId, deviceId, gateId, people, facts, reason, version } = row;
  return {
    ...{ id, kind, state, businessDay, reservationId, deviceId, gateId, people, facts, reason, version, resolvedBy },
    entries: row.nonces.length,
    openedAt: row.openedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  };
}

/** As events have it: the log outlives what people write, so that stays out of it. */
export function shownIncident(row: IncidentRow, resolvedBy: string | null): Incident {
  return { ...toIncident(row, resolvedBy), reason: null };
}

/** What the audit says of an incident. */
export function auditedIncident({ kind, state }: Pick<IncidentRow, 'kind' | 'state'>) {
  return { incident: kind, resolution: state };
}
