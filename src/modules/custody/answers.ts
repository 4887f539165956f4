import * as z from 'zod/mini';
import { Incident } from './wire';

/** What became of one entry. Each of the states means that the phone may forget it. */
const SyncResult = z.object({
  /** Null for an entry whose nonce cannot be read. */
  nonce: z.nullable(z.string()),
  /** ACCEPTED: counted. REPLAYED: it had come before. HELD: kept, and not counted until a person decides. */
  state: z.enum(['ACCEPTED', 'REPLAYED', 'HELD']),
  /** Why it is held. */
  reason: z.optional(z.string()),
  /** The incident that tells of it, and its kind. */
  incident: z.optional(z.object({ id: z.string(), kind: z.string() })),
  /** People of the party who are counted by then. */
  scanCount: z.optional(z.int()),
});
export type SyncResult = z.infer<typeof SyncResult>;

/** POST /api/puerta/sync: the results stand in the order of the entries. All of them are stored by now. */
export const SyncAnswer = z.object({ serverTime: z.string(), results: z.array(SyncResult), cursor: z.string() });
export type SyncAnswer = z.infer<typeof SyncAnswer>;

/** GET /api/incidencias: the newest first. */
export const IncidentList = z.object({ incidents: z.array(Incident), cursor: z.string() });
export type IncidentList = z.infer<typeof IncidentList>;

const DoorIncident = z.object({
  id: z.string(),
  /** One of INCIDENT_KINDS, and one of INCIDENT_STATES; later versions may know more. */
  kind: z.string(),
  state: z.string(),
  /** Whether this phone counted it. */
  own: z.boolean(),
  /** Signed people of its entries. */
  people: z.int(),
  openedAt: z.string(),
});
export type DoorIncident = z.infer<typeof DoorIncident>;

/** GET /api/puerta/incidencias: those of the current night, the newest first. Neither guests nor members are named. */
export const DoorIncidentList = z.object({ incidents: z.array(DoorIncident) });
export type DoorIncidentList = z.infer<typeof DoorIncidentList>;

/** POST /api/incidencias/[id] */
export const IncidentAnswer = z.object({ incident: Incident });
export type IncidentAnswer = z.infer<typeof IncidentAnswer>;
