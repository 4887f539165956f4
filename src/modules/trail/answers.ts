import * as z from 'zod/mini';

/** Who did something: a person, an API key, a paired device, nobody (`system`, a job), or a guest by their pass. */
const ACTOR_KINDS = ['person', 'key', 'device', 'system', 'guest'] as const;

const Values = z.nullable(z.record(z.string(), z.unknown()));

/** One entry of the trail: who did what to which row, and what it was before and after. */
const TrailEntry = z.object({
  id: z.string(),
  /** ISO 8601, in microseconds. */
  at: z.string(),
  actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.nullable(z.string()), name: z.nullable(z.string()) }),
  /** Such as `reservation.updated`. */
  action: z.string(),
  /** What kind of row it is about, such as `reservation`; a newer version may add kinds. */
  kind: z.string(),
  rowId: z.string(),
  /** What people call the row: a guest, a member; null when it has no name any more. */
  rowName: z.nullable(z.string()),
  /** Only the fields that changed. */
  before: Values,
  after: Values,
  requestId: z.string(),
});
export type TrailEntry = z.infer<typeof TrailEntry>;

/** GET /api/rastro: the newest entries first. */
export const TrailPage = z.object({
  entries: z.array(TrailEntry),
  /** What `after` is for the next, older page; null at the end. */
  next: z.nullable(z.string()),
  /** Whose work can be asked for: the members, API keys and paired devices of the venue, and whoever stands in this page. */
  people: z.array(z.object({ id: z.string(), name: z.string() })),
  cursor: z.string(),
});
export type TrailPage = z.infer<typeof TrailPage>;
