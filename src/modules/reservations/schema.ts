import { z } from 'zod';
import { Day, Email, Id, InstantText, Line, Lines, Name, orAbsent, orNull } from '@/platform/input/fields';
import { ReservationStatus } from '@/realtime/protocol/reservation';

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
    status: z.optional(ReservationStatus),
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
    status: z.optional(ReservationStatus),
    undo: z.literal(true).optional(),
    /** Why a night that is over is corrected. */
    reason: orAbsent(Line(200)),
  })
  .refine(({ status, undo }) => (status === undefined) !== (undo === undefined), 'either status or undo');
export type ChangeStatusInput = z.infer<typeof ChangeStatusInput>;
