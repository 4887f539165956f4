import * as z from 'zod';
import { Delta, Nonce } from '@/modules/attendance/schema';
import { LONGEST_CATEGORY } from '@/modules/venues/rules';
import { AnyInstantText, Day, Id, Line, orAbsent, Text } from '@/platform/input/fields';
import { RESOLUTIONS } from './wire';

/** The most entries of one batch. */
export const MAX_ENTRIES = 100;
/** Milliseconds of a clock that is never set, within one session of a page. */
const Monotonic = z.number().nonnegative().finite();

/**
 * One entry that a phone has made. What it is about decides how it is counted: an entry to take back, a pass, a
 * reservation, or people without one. `kind` is what the phone took it for. Unknown fields are kept, and not used.
 */
export const SyncEntry = z
  .object({
    nonce: Nonce,
    delta: Delta,
    flow: z.enum(['IN', 'OUT']),
    kind: z.enum(['FIRST', 'REENTRY', 'EXIT', 'WALK_IN', 'CLICK', 'UNDO']),
    token: orAbsent(Text.max(2000)),
    reservationId: orAbsent(Id),
    undoOf: orAbsent(Nonce),
    category: orAbsent(Line(LONGEST_CATEGORY)),
    gateId: orAbsent(Id),
    /** The phone's clock at that moment. */
    at: AnyInstantText,
    /** Its monotonic clock, in the session `sessionId` of its page. */
    mono: Monotonic.optional(),
    sessionId: orAbsent(Id),
    /** On what the phone let them in: the server's word, the night's list, the signature alone, or a person's. */
    basis: z.enum(['LIVE', 'MANIFEST', 'SIGNATURE', 'MANUAL']),
    manifestSeq: z.number().int().nonnegative().optional(),
    /** The account of whoever counted. */
    actor: orAbsent(Id),
    reason: orAbsent(Line(200)),
  })
  .refine(({ flow, delta }) => flow === 'IN' || delta > 0, 'people who leave are a positive number')
  .refine(({ kind, undoOf }) => (kind === 'UNDO') === (undoOf !== undefined), 'an undo names what it takes back');
export type SyncEntry = z.infer<typeof SyncEntry>;

/** POST /api/puerta/sync. Each entry is parsed by itself, so that none stands in the way of another. */
export const SyncInput = z.strictObject({
  deviceId: Id,
  /** The phone's clocks now. */
  sentAt: AnyInstantText,
  sentMono: Monotonic.optional(),
  sessionId: orAbsent(Id),
  /** What the phone says of itself: how many entries still wait on it, its version, and its battery from 0 to 1. */
  state: z
    .object({
      queued: z.number().int().nonnegative(),
      version: orAbsent(Line(40)),
      battery: z.number().min(0).max(1).optional(),
    })
    .optional(),
  entries: z.array(z.unknown()).max(MAX_ENTRIES),
});
export type SyncInput = z.infer<typeof SyncInput>;

/** GET /api/incidencias: the open ones; with a day, all of that night. */
export const ListIncidentsInput = z.strictObject({ day: orAbsent(Day) });
export type ListIncidentsInput = z.infer<typeof ListIncidentsInput>;

/** GET /api/puerta/incidencias: the gate at which the phone counts, and by what id it hands over what it counted. */
export const DoorIncidentsInput = z.strictObject({ gateId: orAbsent(Id), deviceId: orAbsent(Id) });
export type DoorIncidentsInput = z.infer<typeof DoorIncidentsInput>;

/** POST /api/incidencias/[id] */
export const ResolveIncidentInput = z.strictObject({
  id: Id,
  resolution: z.enum(RESOLUTIONS),
  reason: Line(200).pipe(z.string().min(1)),
});
export type ResolveIncidentInput = z.infer<typeof ResolveIncidentInput>;
