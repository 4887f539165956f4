import * as z from 'zod/mini';
import { ApiError, type ApiErrorCode } from '@/platform/browser/http';
import { newKey } from '@/platform/browser/new-key';
import type { ScanAnswer } from '../answers';

/** Who made a count. The name is shown to whoever holds the device while the count waits. */
export interface Author {
  readonly id: string;
  readonly name: string;
}

/** A pass read by the camera, or a reservation chosen by hand. */
export const CountTarget = z.union([z.object({ qrCode: z.string() }), z.object({ reservationId: z.string() })]);
export type CountTarget = Readonly<z.infer<typeof CountTarget>>;

/** One intended count. It keeps its nonce until it is decided, so that sending it again can never count twice. */
export const IntendedCount = z.object({
  nonce: z.string().check(z.minLength(1)),
  businessId: z.string(),
  /** The venue's name; null when an older version saved the count. */
  venue: z.nullable(z.string()),
  /** Null when an older version saved the count: it is sent as whoever is signed in. */
  author: z.nullable(z.object({ id: z.string(), name: z.string() })),
  target: CountTarget,
  /** People in; negative for people out, which only a `reservationId` allows. */
  increment: z.int(),
  /** Shown while it waits; null when only the pass is known. */
  label: z.nullable(z.string()),
  /** The device's clock, ISO. */
  occurredAt: z.string(),
  /** Why a night that is over is corrected. */
  reason: z.optional(z.string()),
});
export type IntendedCount = Readonly<z.infer<typeof IntendedCount>>;

/** A new count, with a nonce of its own, made now. */
export function intendCount(fields: Omit<IntendedCount, 'nonce' | 'occurredAt'>): IntendedCount {
  return { ...fields, nonce: newKey(), occurredAt: new Date().toISOString() };
}

/** Made by hand for that reservation. A pass does not tell whose it is before it is answered. */
export function isCountOf({ target }: IntendedCount, reservationId: string): boolean {
  return 'reservationId' in target && target.reservationId === reservationId;
}

/** What the server decided about a count. */
export type Verdict =
  | { readonly kind: 'counted'; readonly answer: ScanAnswer }
  | { readonly kind: 'refused'; readonly error: ApiError };

/** Refusals that stay the same however often the same count is sent by the same account. */
const DECISIVE: ReadonlySet<ApiErrorCode> = new Set<ApiErrorCode>([
  'BAD_REQUEST',
  'VALIDATION',
  'FORBIDDEN',
  'NOT_FOUND',
  'NOT_COUNTABLE',
  'COUNT_BELOW_ZERO',
  'CAPACITY',
  'NONCE_REUSED',
  'SCAN_REFUSED',
  'PAYLOAD_TOO_LARGE',
]);

/** True of the server's own refusal. Any other failure leaves open whether the count was made, or by whom it may be. */
export function isDecisive(error: unknown): error is ApiError {
  return error instanceof ApiError && DECISIVE.has(error.code) && !error.mayPass;
}
