import * as z from 'zod/mini';
import { ApiError, type ApiErrorCode } from '@/platform/browser/http';
import { newKey } from '@/platform/browser/new-key';
import type { EntryAnswer, ScanAnswer } from '../answers';

/** Who made a count. The name is shown to anyone who uses the device while the count waits. */
export interface Author {
  readonly id: string;
  readonly name: string;
}

/**
 * A pass that the camera read, a reservation that was selected by hand, people without a reservation, or an entry of
 * this phone that is taken back; `reservationId` is that of the entry, where it has one.
 */
export const CountTarget = z.union([
  z.object({ qrCode: z.string() }),
  z.object({ undoOf: z.string(), reservationId: z.optional(z.string()) }),
  z.object({ reservationId: z.string() }),
  z.object({ category: z.nullable(z.string()) }),
]);
export type CountTarget = Readonly<z.infer<typeof CountTarget>>;

/**
 * On what the count stands: LIVE is for the server to decide. The others were admitted on the phone's word: by its list
 * of the night, by the pass's signature alone, or by hand.
 */
export const Basis = z.enum(['LIVE', 'MANIFEST', 'SIGNATURE', 'MANUAL']);
export type Basis = z.infer<typeof Basis>;

/** One intended count. It has the same nonce until it is decided, so that sending it again never counts twice. */
export const IntendedCount = z.object({
  nonce: z.string().check(z.minLength(1)),
  businessId: z.string(),
  /** The venue's name; null when an older version saved the count. */
  venue: z.nullable(z.string()),
  /** Null when an older version saved the count: it is sent by the account that is signed in. */
  author: z.nullable(z.object({ id: z.string(), name: z.string() })),
  target: CountTarget,
  /** The number of people on the side that `flow` names; negative for a correction of those. */
  increment: z.int(),
  flow: z._default(z.enum(['IN', 'OUT']), 'IN'),
  /** Shown while the count waits; null when only the pass is known. */
  label: z.nullable(z.string()),
  /** The device's clock, ISO. */
  occurredAt: z.string(),
  /** Milliseconds since the page of that session was opened, which no change of the clock moves. */
  mono: z.optional(z.number()),
  sessionId: z.optional(z.string()),
  /** Where the people are counted; absent where the venue names no gate. */
  gateId: z.optional(z.string()),
  basis: z._default(Basis, 'LIVE'),
  /** The position in the venue's log of the list by which the phone admitted. */
  manifestSeq: z.optional(z.int()),
  /** The place in the phone's order, given when the count is kept. */
  place: z._default(z.int(), 0),
  /** The phone that made the count, for one that was loaded from its file. */
  deviceId: z.optional(z.string()),
  /** The reason for correcting a night that is over. */
  reason: z.optional(z.string()),
});
export type IntendedCount = Readonly<z.infer<typeof IntendedCount>>;

type Given = Pick<IntendedCount, 'businessId' | 'venue' | 'author' | 'target' | 'increment' | 'label'> &
  Partial<Pick<IntendedCount, 'flow' | 'basis' | 'manifestSeq' | 'gateId' | 'reason'>>;

/** Identifies this load of the page, whose monotonic clock its counts carry. */
export const SESSION_ID = newKey();

/** Creates a count with a nonce of its own, made now. */
export function intendCount(fields: Given): IntendedCount {
  return {
    ...{ flow: 'IN', basis: 'LIVE', place: 0, ...fields },
    ...{ nonce: newKey(), occurredAt: new Date().toISOString() },
    ...{ mono: Math.round(performance.now()), sessionId: SESSION_ID },
  };
}

/** Whether the count was made by hand for that reservation. For a pass, the reservation is unknown until the answer. */
export function isCountOf({ target }: IntendedCount, reservationId: string): boolean {
  return 'reservationId' in target && !('undoOf' in target) && target.reservationId === reservationId;
}

/** Refusals that do not change when the same account sends the same count again. */
const DECISIVE: ReadonlySet<ApiErrorCode> = new Set<ApiErrorCode>([
  'BAD_REQUEST',
  'VALIDATION',
  'FORBIDDEN',
  'NOT_FOUND',
  'NOT_COUNTABLE',
  'COUNT_BELOW_ZERO',
  'CAPACITY',
  'VENUE_FULL',
  'NONCE_REUSED',
  'SCAN_REFUSED',
  'PAYLOAD_TOO_LARGE',
]);

/**
 * True for a refusal by this server itself. Any other failure leaves open whether the count was made, or which account
 * may make it.
 */
export function isDecisive(error: unknown): error is ApiError {
  return error instanceof ApiError && DECISIVE.has(error.code) && !error.mayPass;
}

/** The server's answer to a count: of a party, or of other people. */
export type CountAnswer = ScanAnswer | EntryAnswer;
