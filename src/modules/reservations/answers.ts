import * as z from 'zod/mini';
import { DayList, ListedReservation, Position, ReservationStatus } from '@/modules/reservations/wire';

/** The figures of a day. Planned and actual figures are never mixed. */
const DayStats = z.object({
  /** The number of reservations that are neither cancelled nor deleted. */
  reservations: z.int(),
  /** The planned guests of those reservations. */
  guestsPlanned: z.int(),
  /** People counted in, Σ scanCount over every reservation of the day. */
  guestsArrived: z.int(),
  /** The planned guests of parties still expected (pending, confirmed, or partly in) who have not arrived yet. */
  guestsExpected: z.int(),
  /** The people beyond the planned size of their own party. */
  excess: z.int(),
  /** The parties of which at least one person arrived. */
  partiesArrived: z.int(),
  byStatus: z.record(ReservationStatus, z.int()),
});
export type DayStats = z.infer<typeof DayStats>;

/** GET /api/reservas: with `stats` when `include=stats` requests them. */
export const ReservationListAnswer = z.extend(DayList, { stats: z.optional(DayStats) });
export type ReservationList = z.infer<typeof ReservationListAnswer>;

/** GET /api/reservas/buscar: the nearest days first, those ahead before those past; `more` says that some are left out. */
export const FoundReservations = z.object({ reservations: z.array(ListedReservation), more: z.boolean() });
export type FoundReservations = z.infer<typeof FoundReservations>;

/** GET /api/reservas/stats */
export const DayStatsAnswer = z.object({ day: z.string(), stats: DayStats, cursor: Position });
export type DayStatsAnswer = z.infer<typeof DayStatsAnswer>;

/** GET /api/reservas/horas */
export const DayHours = z.object({
  day: z.string(),
  /** The quarter hours that have reservations, in the order of the night. */
  hours: z.array(
    z.object({
      /** HH:MM of the venue's clock; an hour that the clock repeats is one. */
      at: z.string(),
      /** The reservations from `at` on that are not cancelled, and their planned guests. */
      reservations: z.int(),
      guests: z.int(),
    }),
  ),
});
export type DayHours = z.infer<typeof DayHours>;

/** Someone who has reserved before, known by the phone. */
const KnownGuest = z.object({
  /** Name, e-mail, notes and tags are those of the last visit, or of the last reservation without any visit. */
  customerName: z.string(),
  customerPhone: z.string(),
  customerEmail: z.nullable(z.string()),
  notes: z.nullable(z.string()),
  tags: z.nullable(z.array(z.string())),
  /** The reservations of which somebody came, and those of which nobody came. */
  visits: z.int(),
  noShows: z.int(),
  /** The business day of the last visit; null before the first one. */
  lastVisit: z.nullable(z.string()),
});
export type KnownGuest = z.infer<typeof KnownGuest>;

/** GET /api/reservas/conocidos */
export const KnownGuests = z.object({ guests: z.array(KnownGuest) });
export type KnownGuests = z.infer<typeof KnownGuests>;

/** GET /api/reservas/[id] */
export const OneReservation = z.object({ reservation: ListedReservation });

/**
 * What stands in the way of a party at a table, as TABLE_TAKEN names it: another party, the time that is held for somebody who
 * is booking or was offered a table, or a block. Only a party has an id.
 */
export const Taken = z.object({
  kind: z.enum(['RESERVATION', 'HOLD', 'BLOCK']),
  tableId: z.string(),
  reservationId: z.nullable(z.string()),
  from: z.string(),
  until: z.string(),
});
export type Taken = z.infer<typeof Taken>;

/** The answer to every write of one reservation. */
export const ReservationAnswer = z.object({
  reservation: ListedReservation,
  seq: z.int(),
  /** The guest's pass no longer opens anything: there is a new one. */
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
    /** The ledger's kind of the entry, of an undo that of what it takes back; absent in answers of the previous version. */
    movement: z.optional(z.string()),
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
    /** How people were counted and how many, signed; absent in answers of the previous version. */
    method: z.optional(z.string()),
    increment: z.optional(z.int()),
  }),
  z.object({ kind: z.literal('change'), ...EntryFields, action: z.string(), before: Values, after: Values }),
]);
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Newest first. An entry whose kind only a newer version knows is left out. */
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

/** A party that gets other tables, so that another one can have its own. */
export const TableMove = z.object({
  reservationId: z.string(),
  code: z.string(),
  customerName: z.string(),
  guestCount: z.int(),
  reservedAt: z.string(),
  /** What people read of its tables before and after. */
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
  tableIds: z.array(z.string()),
});
export type TableMove = z.infer<typeof TableMove>;

/** POST /api/reservas/[id]/mesa: with `preview`, the reservation as it is, and what would move. */
export const TablesAnswer = z.extend(ReservationAnswer, { moves: z.array(TableMove) });
export type TablesAnswer = z.infer<typeof TablesAnswer>;

const Load = { parties: z.int(), covers: z.int() };

/** GET /api/plan: the services of each day that open then, and null for parties of none of them. */
export const PlanDays = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      ...Load,
      services: z.array(z.object({ serviceId: z.nullable(z.string()), ...Load })),
    }),
  ),
});
export type PlanDays = z.infer<typeof PlanDays>;
