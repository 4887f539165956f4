import { z } from 'zod';
import { ListedReservation } from '@/realtime/protocol/reservation';
import { AnyInstantText, Id, Line, orAbsent, Text } from '../fields';

/** What an entry of the ledger is known by. */
const EntryNonce = z
  .string()
  .min(8)
  .max(100)
  .regex(/^[A-Za-z0-9._:-]+$/);
/** Chosen by the client, one per intended scan: a retry sends the same one. `undo:` is the server's own. */
const Nonce = EntryNonce.regex(/^(?!undo:)/);
const Increment = z.number().int().min(1).max(1000);

export const ScanReason = z.enum([
  'INVALID',
  'BAD_SIGNATURE',
  'REVOKED',
  'CANCELLED',
  'COMPLETED',
  'OTHER_DAY',
  'OTHER_BUSINESS',
  'CAPACITY',
  'NONCE_REUSED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'ERROR',
]);
export type ScanReason = z.infer<typeof ScanReason>;

const ScanFields = {
  qrCode: Text.min(1).max(2000),
  gateId: orAbsent(Id),
  /** The device's clock at that moment, instant with offset. */
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
  }),
]);
export type ScanQrInput = z.infer<typeof ScanQrInput>;

/** A scan that counted, or the information asked for. Refused scans are problem documents with `result: 'error'` and `reason`. */
export const ScanAnswer = z.object({
  result: z.literal('ok'),
  /** `CAPACITY` warns that the party is over its plan although the venue lets it in. */
  reason: z.string().optional(),
  reservation: ListedReservation,
  scanCount: z.number().int(),
  maxGuests: z.number().int(),
  excess: z.number().int(),
  isFirstScan: z.boolean(),
  replayed: z.boolean(),
  /** Sequence of the event; for `info`, the row's version. */
  seq: z.number().int(),
});
export type ScanAnswer = z.infer<typeof ScanAnswer>;

/** What the problem document of a refused scan or count says beside its `code`: scanners switch on `reason`. */
export const RefusedCount = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('SCAN_REFUSED'),
    result: z.literal('error'),
    reason: ScanReason,
    /** Known when the pass is of this venue, with the figures of its party. */
    reservation: ListedReservation.optional(),
    scanCount: z.number().int().optional(),
    maxGuests: z.number().int().optional(),
    excess: z.number().int().optional(),
  }),
  z.object({
    code: z.literal('NOT_COUNTABLE'),
    /** Absent when no rule about the party refused, and in the answers of the version before. */
    reason: ScanReason.optional(),
    /** What a correction of a night that is over lacks. */
    needs: z.enum(['manager', 'reason']).optional(),
  }),
]);
export type RefusedCount = z.infer<typeof RefusedCount>;
/** Those members of one code. */
export type RefusalOf<Code extends RefusedCount['code']> = Omit<Extract<RefusedCount, { code: Code }>, 'code'>;

export const CountAttendanceInput = z.strictObject({
  id: Id,
  delta: z
    .number()
    .int()
    .min(-1000)
    .max(1000)
    .refine((delta) => delta !== 0, 'must not be 0'),
  nonce: Nonce,
  reason: orAbsent(Line(200)),
  gateId: orAbsent(Id),
  occurredAt: orAbsent(AnyInstantText),
});
export type CountAttendanceInput = z.infer<typeof CountAttendanceInput>;

/** `nonce` is that of the entry to undo. */
export const UndoAttendanceInput = z.strictObject({
  id: Id,
  nonce: EntryNonce,
  reason: Text.trim().min(1).max(200).optional(),
});
export type UndoAttendanceInput = z.infer<typeof UndoAttendanceInput>;
