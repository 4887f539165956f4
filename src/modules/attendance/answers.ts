import * as z from 'zod/mini';
import { ListedReservation } from '@/realtime/protocol/reservation';

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

/** A scan that counted, or the information asked for. Refused scans are problem documents with `result: 'error'` and `reason`. */
export const ScanAnswer = z.object({
  result: z.literal('ok'),
  /** `CAPACITY` warns that the party is over its plan although the venue lets it in. */
  reason: z.optional(z.string()),
  reservation: ListedReservation,
  scanCount: z.int(),
  maxGuests: z.int(),
  excess: z.int(),
  isFirstScan: z.boolean(),
  replayed: z.boolean(),
  /** Sequence of the event; for `info`, the row's version. */
  seq: z.int(),
});
export type ScanAnswer = z.infer<typeof ScanAnswer>;

/** What the problem document of a refused scan or count says beside its `code`: scanners switch on `reason`. */
export const RefusedCount = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('SCAN_REFUSED'),
    result: z.literal('error'),
    reason: ScanReason,
    /** Known when the pass is of this venue, with the figures of its party. */
    reservation: z.optional(ListedReservation),
    scanCount: z.optional(z.int()),
    maxGuests: z.optional(z.int()),
    excess: z.optional(z.int()),
  }),
  z.object({
    code: z.literal('NOT_COUNTABLE'),
    /** Absent when no rule about the party refused, and in the answers of the version before. */
    reason: z.optional(ScanReason),
    /** What a correction of a night that is over lacks. */
    needs: z.optional(z.enum(['manager', 'reason'])),
  }),
]);
export type RefusedCount = z.infer<typeof RefusedCount>;
/** Those members of one code. */
export type RefusalOf<Code extends RefusedCount['code']> = Omit<Extract<RefusedCount, { code: Code }>, 'code'>;
