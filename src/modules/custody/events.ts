import { shown } from '@/modules/access/shown';
import { rowEvents } from '@/modules/events/rules';
import type { Incident, IncidentFacts } from './wire';

/** Whoever works the door sees what became of its entries. */
export const INCIDENT_EVENTS = rowEvents<Incident>({
  noun: 'incident',
  permission: 'reservations.read',
  fields: {
    ...{ id: shown, kind: shown, state: shown, businessDay: shown, reservationId: shown, deviceId: shown },
    ...{ gateId: shown, entries: shown, people: shown, openedAt: shown, resolvedAt: shown, resolvedBy: shown },
    // Figures, and the name of a rule.
    facts: (facts: IncidentFacts) => facts,
    ...{ reason: shown, version: shown },
  },
});
