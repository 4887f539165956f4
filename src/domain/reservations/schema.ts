import { z } from 'zod';
import { parseCursor } from '@/realtime/protocol/cursor';
import { ListedReservation, ReservationStatus } from '@/realtime/protocol/reservation';
import { Day, Email, Id, InstantText, Line, Lines, Name, orAbsent, orNull } from '../fields';
import type { DayStats } from '../reports/stats';

/** As it was written, without its punctuation: the verb that writes it reads it as a number of the venue's country. */
const Phone = Line(60).transform((text) => text.replace(/[\s().-]/g, ''));
const Guests = z.number().int().min(1).max(1000);

/** Why a night that is over is corrected. */
const Reason = orAbsent(Name(200));

export const ReservationId = z.strictObject({ id: Id });
export type ReservationId = z.infer<typeof ReservationId>;

/** For a deletion and its inverse. */
export const RemovalInput = z.strictObject({ id: Id, reason: Reason });
export type RemovalInput = z.infer<typeof RemovalInput>;

export const ListReservationsInput = z.strictObject({
  day: orAbsent(Day),
  status: orAbsent(ReservationStatus),
  q: orAbsent(Line(120)),
  include: orAbsent(z.literal('stats')),
});
export type ListReservationsInput = z.infer<typeof ListReservationsInput>;

export const DayStatsInput = z.strictObject({ day: orAbsent(Day) });
export type DayStatsInput = z.infer<typeof DayStatsInput>;

const Fields = {
  customerName: Name(120),
  customerPhone: orNull(Phone),
  customerEmail: orNull(Email),
  guestCount: Guests,
  /** Instant with its offset. */
  reservedAt: InstantText,
  tableName: orNull(Name(40)),
  notes: orNull(Lines(1000)),
};

export const CreateReservationInput = z.strictObject({
  ...Fields,
  status: z.enum(['PENDING', 'CONFIRMED']).default('PENDING'),
});
export type CreateReservationInput = z.infer<typeof CreateReservationInput>;

export const UpdateReservationInput = z
  .strictObject({
    id: Id,
    customerName: Fields.customerName.optional(),
    customerPhone: Fields.customerPhone,
    customerEmail: Fields.customerEmail,
    guestCount: Guests.optional(),
    reservedAt: InstantText.optional(),
    tableName: Fields.tableName,
    notes: Fields.notes,
    status: ReservationStatus.optional(),
    reason: Reason,
  })
  .refine(
    ({ id: _, reason: __, ...changes }) => Object.values(changes).some((value) => value !== undefined),
    'nothing to change',
  );
export type UpdateReservationInput = z.infer<typeof UpdateReservationInput>;

/** `undo` takes a check-in by hand back. */
export const ChangeStatusInput = z
  .strictObject({
    id: Id,
    status: ReservationStatus.optional(),
    undo: z.literal(true).optional(),
    /** Why a night that is over is corrected. */
    reason: orAbsent(Line(200)),
  })
  .refine(({ status, undo }) => (status === undefined) !== (undo === undefined), 'either status or undo');
export type ChangeStatusInput = z.infer<typeof ChangeStatusInput>;

/** GET /api/reservas */
export const ReservationList = z.object({
  day: z.string(),
  reservations: z.array(ListedReservation),
  /** Position of the snapshot in the event log, `{epoch}:{seq}`. */
  cursor: z.string().refine((text) => parseCursor(text) !== null, 'not a cursor'),
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
  seq: z.number().int(),
  /** The guest's pass opens nothing any more: there is a new one. */
  passReplaced: z.boolean().optional(),
});
export type ReservationAnswer = z.infer<typeof ReservationAnswer>;

/** GET /api/reservas/[id]/historial */
const EntryFields = { id: z.string(), at: z.string(), by: z.string().nullable() };
const Values = z.record(z.string(), z.unknown()).nullable();

/** `by` is the member's name, null for the system. */
export const HistoryEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('attendance'),
    ...EntryFields,
    delta: z.number().int(),
    method: z.string(),
    nonce: z.string(),
    undone: z.boolean(),
    reason: z.string().nullable(),
    forced: z.boolean(),
    scanCountAfter: z.number().int(),
  }),
  z.object({
    kind: z.literal('refused'),
    ...EntryFields,
    reason: z.string(),
    /** How and how many, signed; absent in the answers of the version before. */
    method: z.string().optional(),
    increment: z.number().int().optional(),
  }),
  z.object({ kind: z.literal('change'), ...EntryFields, action: z.string(), before: Values, after: Values }),
]);
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Newest first. An entry of a kind that a newer version added is left out. */
export const ReservationHistory = z.object({
  reservation: ListedReservation,
  entries: z
    .array(HistoryEntry.or(z.looseObject({ kind: z.string() }).transform(() => null)))
    .transform((entries) => entries.filter((entry) => entry !== null)),
});
export type ReservationHistory = z.infer<typeof ReservationHistory>;
