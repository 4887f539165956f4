import * as z from 'zod/mini';
import { ApiError, type ApiErrorCode } from '@/platform/browser/http';
import { newKey } from '@/platform/browser/new-key';
import type { ScanAnswer } from '../answers';

/** Who made a count. The name is shown to anyone who uses the device while the count waits. */
export interface Author {
  readonly id: string;
  readonly name: string;
}

/** A pass that the camera read, or a reservation that was selected by hand. */
export const CountTarget = z.union([z.object({ qrCode: z.string() }), z.object({ reservationId: z.string() })]);
export type CountTarget = Readonly<z.infer<typeof CountTarget>>;

/** One intended count. It has the same nonce until it is decided, so that sending it again never counts twice. */
export const IntendedCount = z.object({
  nonce: z.string().check(z.minLength(1)),
  businessId: z.string(),
  /** The venue's name; null when an older version saved the count. */
  venue: z.nullable(z.string()),
  /** Null when an older version saved the count: it is sent by the account that is signed in. */
  author: z.nullable(z.object({ id: z.string(), name: z.string() })),
  target: CountTarget,
  /** The number of people who enter; negative for people who leave, which only a `reservationId` allows. */
  increment: z.int(),
  /** Shown while the count waits; null when only the pass is known. */
  label: z.nullable(z.string()),
  /** The device's clock, ISO. */
  occurredAt: z.string(),
  /** Where the people are counted; absent where the venue names no gate. */
  gateId: z.optional(z.string()),
  /** The reason for correcting a night that is over. */
  reason: z.optional(z.string()),
});
export type IntendedCount = Readonly<z.infer<typeof IntendedCount>>;

/** Creates a count with a nonce of its own, made now. */
export function intendCount(fields: Omit<IntendedCount, 'nonce' | 'occurredAt'>): IntendedCount {
  return { ...fields, nonce: newKey(), occurredAt: new Date().toISOString() };
}

/** Whether the count was made by hand for that reservation. For a pass, the reservation is unknown until the answer. */
export function isCountOf({ target }: IntendedCount, reservationId: string): boolean {
  return 'reservationId' in target && target.reservationId === reservationId;
}

/** The server's decision about a count. */
export type Verdict =
  | { readonly kind: 'counted'; readonly answer: ScanAnswer }
  | { readonly kind: 'refused'; readonly error: ApiError };

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
