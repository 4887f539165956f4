import { z } from 'zod';
import { AnyInstantText, Id, Line, orAbsent, Text } from '@/platform/input/fields';

/** What an entry of the ledger is known by. */
const EntryNonce = z
  .string()
  .min(8)
  .max(100)
  .regex(/^[A-Za-z0-9._:-]+$/);
/** Chosen by the client, one per intended scan: a retry sends the same one. `undo:` is the server's own. */
const Nonce = EntryNonce.regex(/^(?!undo:)/);
const Increment = z.number().int().min(1).max(1000);

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
