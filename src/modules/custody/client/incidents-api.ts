import type { z } from 'zod';
import { requestJson } from '@/platform/browser/http';
import { DoorIncidentList, IncidentAnswer, IncidentList } from '../answers';
import type { DoorIncidentsInput, ResolveIncidentInput } from '../schema';

type Decision = Pick<z.input<typeof ResolveIncidentInput>, 'resolution' | 'reason'>;

/** All throw ApiError. */
export const incidentsApi = {
  /** The open ones of the venue; with a day, all of that night. */
  list: (businessId: string, day: string | undefined, signal: AbortSignal) =>
    requestJson('/api/incidencias', { answer: IncidentList, query: { businessId, day }, signal }),
  /** Refused with VERSION_CONFLICT and the current incident when somebody has decided it otherwise. */
  resolve: (businessId: string, id: string, decision: Decision) =>
    requestJson(`/api/incidencias/${encodeURIComponent(id)}`, {
      ...{ method: 'POST', answer: IncidentAnswer, body: { businessId, ...decision } },
    }),
  /** What a phone at the door sees of them. */
  atDoor: (businessId: string, asked: DoorIncidentsInput, signal: AbortSignal) =>
    requestJson('/api/puerta/incidencias', { answer: DoorIncidentList, query: { businessId, ...asked }, signal }),
};
