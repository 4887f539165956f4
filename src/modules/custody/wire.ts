import * as z from 'zod/mini';

/** Why a person should look at what a phone counted without the server. */
export const INCIDENT_KINDS = [
  /** People of a cancelled, or closed, reservation are inside. */
  'CANCELLED_ENTERED',
  /** People came in with a pass that had been replaced, or whose reservation is deleted. */
  'REVOKED_ENTERED',
  /** More of a party, or fewer, than the venue's policy allows. */
  'OVER_PLAN_OFFLINE',
  /** People came in on another night than their reservation's. */
  'OTHER_DAY_ENTERED',
  /** A pass, or a reservation, that this venue does not have. */
  'UNKNOWN_PASS_ENTERED',
  /** More people than the venue lets in. */
  'CAPACITY_PASSED_OFFLINE',
  /** More of a party than it has, counted by two phones. */
  'SAME_PARTY_TWO_GATES',
  /** The phone's clock was wrong, or was set meanwhile. */
  'CLOCK_SKEW',
  /** Entries of a device whose access had ended. */
  'DEVICE_REVOKED',
  /** Two entries with one nonce and different contents. */
  'NONCE_CONFLICT',
  /** An entry that cannot be read, or cannot be counted as it stands. */
  'MALFORMED',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export const RESOLUTIONS = ['ACCEPTED', 'CORRECTED', 'DISCARDED'] as const;
export const INCIDENT_STATES = ['OPEN', ...RESOLUTIONS] as const;

/** Figures that explain an incident; which of them are there depends on its kind. */
export const IncidentFacts = z.object({
  /** The rule, or what could not be read. */
  reason: z.optional(z.string()),
  /** Whether entries of it are not counted yet. */
  held: z.optional(z.boolean()),
  /** People of the party who were counted, of how many. */
  scanCount: z.optional(z.int()),
  guestCount: z.optional(z.int()),
  /** People inside, of how many the venue holds. */
  inside: z.optional(z.int()),
  capacity: z.optional(z.int()),
  /** Seconds by which the phone's clock was ahead of the server's, or behind it. */
  skewSeconds: z.optional(z.int()),
});
export type IncidentFacts = z.infer<typeof IncidentFacts>;

/** An incident, as answers and events have it. It holds nothing about a person. */
export const Incident = z.object({
  id: z.string(),
  /** One of INCIDENT_KINDS; later versions may know more. */
  kind: z.string(),
  /** One of INCIDENT_STATES. */
  state: z.string(),
  businessDay: z.string(),
  reservationId: z.nullable(z.string()),
  deviceId: z.string(),
  gateId: z.nullable(z.string()),
  /** How many entries it is about, and their signed people. */
  entries: z.int(),
  people: z.int(),
  facts: IncidentFacts,
  openedAt: z.string(),
  resolvedAt: z.nullable(z.string()),
  /** The name of whoever resolved it. */
  resolvedBy: z.nullable(z.string()),
  /** Why; null in events. */
  reason: z.nullable(z.string()),
  /** For `If-Match`: it rises with every change. */
  version: z.int(),
});
export type Incident = z.infer<typeof Incident>;
