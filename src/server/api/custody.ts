import { EVERY_PROFILE } from '@/modules/access/profiles';
import { acceptEntries } from '@/modules/custody/accept-entries';
import { DoorIncidentList, IncidentAnswer, IncidentList, SyncAnswer } from '@/modules/custody/answers';
import { listDoorIncidents, listIncidents } from '@/modules/custody/reads';
import { resolveIncident } from '@/modules/custody/resolve-incident';
import { DoorIncidentsInput, ListIncidentsInput, ResolveIncidentInput, SyncInput } from '@/modules/custody/schema';
import { endpoint } from './endpoint';
import { operation } from './operation';

/** What phones at the door counted while they had no answer. */
export const sync = endpoint('/api/puerta/sync', {
  POST: operation({
    actor: 'member',
    permission: 'attendance.count',
    input: SyncInput,
    output: SyncAnswer,
    run: acceptEntries,
    devices: EVERY_PROFILE,
    // What a phone let in before its access ended must not be lost.
    endedDevices: true,
    cost: 5,
    // It is for the phones of people, which keep what they counted.
    keys: false,
  }),
});

export const incidents = endpoint('/api/incidencias', {
  GET: operation({
    actor: 'member',
    permission: 'reservations.read',
    input: ListIncidentsInput,
    output: IncidentList,
    run: listIncidents,
  }),
});

export const oneIncident = endpoint('/api/incidencias/[id]', {
  POST: operation({
    actor: 'member',
    permission: 'attendance.undo-any',
    input: ResolveIncidentInput,
    output: IncidentAnswer,
    run: resolveIncident,
  }),
});

/** What became of what was counted at a gate. */
export const doorIncidents = endpoint('/api/puerta/incidencias', {
  GET: operation({
    actor: 'member',
    permission: 'attendance.count',
    devices: EVERY_PROFILE,
    input: DoorIncidentsInput,
    output: DoorIncidentList,
    run: listDoorIncidents,
    // It is for the phones of people.
    keys: false,
  }),
});
