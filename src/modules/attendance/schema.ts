import * as z from 'zod';
import { LATE_MINUTES } from '@/modules/reservations/rules';
import { LONGEST_CATEGORY } from '@/modules/venues/rules';
import { AnyInstantText, Id, Line, orAbsent, Text } from '@/platform/input/fields';

/** The key of a ledger entry. */
const EntryNonce = z
  .string()
  .min(8)
  .max(100)
  .regex(/^[A-Za-z0-9._:-]+$/);
/**
 * Chosen by the client, one per intended scan: a retry sends the same one. The prefix `undo:` is reserved for the
 * server.
 */
export const Nonce = EntryNonce.regex(/^(?!undo:)/);
const Increment = z.number().int().min(1).max(1000);

export const Delta = z
  .number()
  .int()
  .min(-1000)
  .max(1000)
  .refine((delta) => delta !== 0, 'must not be 0');
/** Why more people are let in than the venue holds. */
const Reason = orAbsent(Line(200));

const ScanFields = {
  qrCode: Text.min(1).max(2000),
  gateId: orAbsent(Id),
  /** The device's clock at that moment, an instant with offset. */
  occurredAt: orAbsent(AnyInstantText),
};

export const ScanQrInput = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('info'),
    ...ScanFields,
    increment: Increment.optional(),
    nonce: Nonce.optional(),
  }),
  z.strictObject({
    action: z.literal('increment'),
    ...ScanFields,
    increment: Increment.default(1),
    nonce: Nonce,
    force: z.boolean().default(false),
    reason: Reason,
  }),
]);
export type ScanQrInput = z.infer<typeof ScanQrInput>;

export const CountAttendanceInput = z.strictObject({
  id: Id,
  delta: Delta,
  nonce: Nonce,
  reason: Reason,
  /** Lets more people in than the venue holds, for who may and says why. */
  force: z.boolean().optional(),
  gateId: orAbsent(Id),
  occurredAt: orAbsent(AnyInstantText),
});
export type CountAttendanceInput = z.infer<typeof CountAttendanceInput>;

/** A party that comes without a reservation. */
export const WalkInInput = z.strictObject({
  guestCount: Increment,
  nonce: Nonce,
  force: z.boolean().optional(),
  reason: Reason,
});
export type WalkInInput = z.infer<typeof WalkInInput>;

/** GET /api/ocupacion */
export const ReadOccupancyInput = z.strictObject({});

/** GET /api/ocupacion/curva */
export const ReadCurveInput = z.strictObject({});

/** People without a reservation; a negative number corrects how many were counted. */
export const ClickInput = z.strictObject({
  delta: Delta,
  nonce: Nonce,
  gateId: orAbsent(Id),
  /** One of the venue's own. */
  category: orAbsent(Line(LONGEST_CATEGORY)),
  occurredAt: orAbsent(AnyInstantText),
  force: z.boolean().optional(),
  reason: Reason,
});
export type ClickInput = z.infer<typeof ClickInput>;

/** People who leave, with the pass of their party or without one. */
export const ExitInput = z.strictObject({
  delta: Increment,
  nonce: Nonce,
  qrCode: orAbsent(Text.max(2000)),
  gateId: orAbsent(Id),
  occurredAt: orAbsent(AnyInstantText),
});
export type ExitInput = z.infer<typeof ExitInput>;

/** `nonce` is that of an entry without a reservation. */
export const UndoClickInput = z.strictObject({ nonce: EntryNonce });
export type UndoClickInput = z.infer<typeof UndoClickInput>;

/** `nonce` is that of the entry to undo. */
export const UndoAttendanceInput = z.strictObject({
  id: Id,
  nonce: EntryNonce,
  reason: Text.trim().min(1).max(200).optional(),
});
export type UndoAttendanceInput = z.infer<typeof UndoAttendanceInput>;

/** What a guest announces; a form sends texts. 0 means that they will be on time after all. */
export const LatenessInput = z.strictObject({
  minutes: z.coerce.number().pipe(z.union([z.literal(0), z.literal(LATE_MINUTES)])),
});
export type LatenessInput = z.infer<typeof LatenessInput>;

/** A guest is on their way, or is not after all. */
export const OnMyWayInput = z.strictObject({ going: z.enum(['yes', 'no']).default('yes') });
export type OnMyWayInput = z.infer<typeof OnMyWayInput>;
