import * as z from 'zod/mini';
import type { DayStats } from '@/modules/reports/stats';
import { parseCursor } from '@/realtime/protocol/cursor';
import { ListedReservation } from '@/realtime/protocol/reservation';

/** GET /api/reservas */
export const ReservationList = z.object({
  day: z.string(),
  reservations: z.array(ListedReservation),
  /** Position of the snapshot in the event log, `{epoch}:{seq}`. */
  cursor: z.string().check(z.refine((text) => parseCursor(text) !== null, 'not a cursor')),
});
/** With `stats` when `include=stats` asks for them. */
export type ReservationList = z.infer<typeof ReservationList> & { stats?: DayStats };

/** GET /api/reservas/stats */
export interface DayStatsAnswer {
  day: string;
  stats: DayStats;
  cursor: string;
}

/** What every write on one reservation answers. */
export const ReservationAnswer = z.object({
  reservation: ListedReservation,
  seq: z.int(),
  /** The guest's pass opens nothing any more: there is a new one. */
  passReplaced: z.optional(z.boolean()),
});
export type ReservationAnswer = z.infer<typeof ReservationAnswer>;

/** GET /api/reservas/[id]/historial */
const EntryFields = { id: z.string(), at: z.string(), by: z.nullable(z.string()) };
const Values = z.nullable(z.record(z.string(), z.unknown()));

/** `by` is the member's name, null for the system. */
export const HistoryEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('attendance'),
    ...EntryFields,
    delta: z.int(),
    method: z.string(),
    nonce: z.string(),
    undone: z.boolean(),
    reason: z.nullable(z.string()),
    forced: z.boolean(),
    scanCountAfter: z.int(),
  }),
  z.object({
    kind: z.literal('refused'),
    ...EntryFields,
    reason: z.string(),
    /** How and how many, signed; absent in the answers of the version before. */
    method: z.optional(z.string()),
    increment: z.optional(z.int()),
  }),
  z.object({ kind: z.literal('change'), ...EntryFields, action: z.string(), before: Values, after: Values }),
]);
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Newest first. An entry of a kind that a newer version added is left out. */
export const ReservationHistory = z.object({
  reservation: ListedReservation,
  entries: z.pipe(
    z.array(
      z.union([
        HistoryEntry,
        z.pipe(
          z.looseObject({ kind: z.string() }),
          z.transform(() => null),
        ),
      ]),
    ),
    z.transform((entries) => entries.filter((entry) => entry !== null)),
  ),
});
export type ReservationHistory = z.infer<typeof ReservationHistory>;
