import * as z from 'zod';
import { ReservationStatus, TAGS } from '@/modules/reservations/wire';
import { ChannelField, TableIds } from '@/modules/tables/fields';
import { Day, Email, Id, InstantText, Line, Lines, Name, orAbsent, orNull } from '@/platform/input/fields';

/**
 * The phone as it was written, without its punctuation: the verb that writes it interprets it as a number of the
 * venue's country.
 */
const Phone = Line(60).transform((text) => text.replace(/[\s().-]/g, ''));
const Guests = z.number().int().min(1).max(1000);

/** The reason for correcting a night that is over, or for a cancellation. */
const Reason = orAbsent(Name(200));

export const ReservationId = z.strictObject({ id: Id });
export type ReservationId = z.infer<typeof ReservationId>;

/** The input of a deletion and of a restoration. */
export const RemovalInput = z.strictObject({ id: Id, reason: Reason });
export type RemovalInput = z.infer<typeof RemovalInput>;

export const ListReservationsInput = z.strictObject({
  day: orAbsent(Day),
  status: orAbsent(ReservationStatus),
  q: orAbsent(Line(120)),
  include: orAbsent(z.literal('stats')),
});
export type ListReservationsInput = z.infer<typeof ListReservationsInput>;

/** GET /api/reservas/exportar */
export const ExportInput = z.strictObject({ day: orAbsent(Day), format: z.enum(['csv', 'xlsx', 'pdf']) });
export type ExportInput = z.infer<typeof ExportInput>;

/** `except` leaves out a day, such as the one whose list is on screen. */
export const FindReservationsInput = z.strictObject({ q: orAbsent(Line(120)), except: orAbsent(Day) });
export type FindReservationsInput = z.infer<typeof FindReservationsInput>;

export const DayStatsInput = z.strictObject({ day: orAbsent(Day) });
export type DayStatsInput = z.infer<typeof DayStatsInput>;

export const DayHoursInput = z.strictObject({ day: orAbsent(Day) });
export type DayHoursInput = z.infer<typeof DayHoursInput>;

/** A part of a phone or of a name. */
export const KnownGuestsInput = z.strictObject({ q: orAbsent(Line(120)) });
export type KnownGuestsInput = z.infer<typeof KnownGuestsInput>;

/** Any of the tags, each once; they are stored in their own order, and no tag as null. */
const Tags = z
  .array(z.enum(TAGS))
  .max(TAGS.length)
  .refine((tags) => new Set(tags).size === tags.length, 'a tag twice')
  .transform((tags) => (tags.length === 0 ? null : TAGS.filter((tag) => tags.includes(tag))));

const Fields = {
  customerName: Name(120),
  customerPhone: orNull(Phone),
  customerEmail: orNull(Email),
  guestCount: Guests,
  /** An instant with its offset. */
  reservedAt: InstantText,
  tableName: orNull(Name(40)),
  notes: orNull(Lines(1000)),
  tags: Tags.nullable().optional(),
};

export const CreateReservationInput = z.strictObject({
  ...Fields,
  /** Tables that are offered for the time, the party and the channel; they replace `tableName`. */
  tableIds: TableIds.optional(),
  channel: ChannelField.optional(),
  status: z.enum(['PENDING', 'CONFIRMED']).default('PENDING'),
});
export type CreateReservationInput = z.infer<typeof CreateReservationInput>;

export const UpdateReservationInput = z
  .strictObject({
    id: Id,
    ...z.object(Fields).partial().shape,
    status: z.optional(ReservationStatus),
    reason: Reason,
  })
  .refine(
    ({ id: _, reason: __, ...changes }) => Object.values(changes).some((value) => value !== undefined),
    'nothing to change',
  );
export type UpdateReservationInput = z.infer<typeof UpdateReservationInput>;

/** `undo` undoes a manual check-in. */
export const ChangeStatusInput = z
  .strictObject({
    id: Id,
    status: z.optional(ReservationStatus),
    undo: z.literal(true).optional(),
    reason: Reason,
  })
  .refine(({ status, undo }) => (status === undefined) !== (undo === undefined), 'either status or undo');
export type ChangeStatusInput = z.infer<typeof ChangeStatusInput>;

/** The input that takes back the last status change. */
export const UndoStatusInput = z.strictObject({ id: Id, reason: Reason });
export type UndoStatusInput = z.infer<typeof UndoStatusInput>;

/** POST /api/reservas/[id]/mesa: the tables of a party, none to take it from them, and its time. */
export const SetTablesInput = z.strictObject({
  id: Id,
  tableIds: TableIds,
  at: orAbsent(InstantText),
  /** Gives the tables against the rules, for a reason that is recorded. */
  override: z.strictObject({ reason: Name(200) }).optional(),
  /** Answer who would move, and write nothing. */
  preview: z.boolean().default(false),
});
export type SetTablesInput = z.infer<typeof SetTablesInput>;

/** POST /api/reservas/[id]/sala: the party sits down or leaves, or the last of the two is taken back. */
export const RecordSittingInput = z
  .strictObject({
    id: Id,
    action: z.enum(['seat', 'leave', 'undo']),
    /** Sits at tables that somebody else still has, for a reason that is recorded. */
    override: z.strictObject({ reason: Name(200) }).optional(),
  })
  .refine(({ action, override }) => action === 'seat' || override === undefined, 'an override of sitting down alone');
export type RecordSittingInput = z.infer<typeof RecordSittingInput>;

/** GET /api/plan: so many business days from one on, six weeks at most. */
export const PlanDaysInput = z.strictObject({ from: Day, days: z.coerce.number().int().min(1).max(42) });
export type PlanDaysInput = z.infer<typeof PlanDaysInput>;
