import { shown } from '@/modules/access/shown';
import { type EventRules, rowEvents } from '@/modules/events/rules';
import type { Incident, IncidentFacts } from './wire';

const noun = 'incident';

const WHOLE = rowEvents<Incident>({
  noun,
  permission: 'reservations.read-any-day',
  fields: {
    ...{ id: shown, kind: shown, state: shown, businessDay: shown, reservationId: shown, deviceId: shown },
    ...{ gateId: shown, entries: shown, people: shown, openedAt: shown, resolvedAt: shown, resolvedBy: shown },
    // Figures, and the name of a rule.
    facts: (facts: IncidentFacts) => facts,
    ...{ reason: shown, version: shown },
  },
});

const CHANGED = rowEvents<Pick<Incident, 'id' | 'version'>>({
  noun,
  permission: ['reservations.read', 'door.follow'],
  fields: { id: shown, version: shown },
});

/**
 * Whoever reads every day sees the incident. Whoever works the door learns that there is news, and asks for what concerns
 * their own gate: readers of one audience stand at different gates.
 */
export const INCIDENT_EVENTS: EventRules = {
  types: WHOLE.types,
  project: (event, view) => WHOLE.project(event, view) ?? CHANGED.project(event, view),
};
