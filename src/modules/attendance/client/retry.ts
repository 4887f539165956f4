import { ApiError } from '@/platform/browser/http';

const FIRST_DELAY_MS = 800;
export const MAX_DELAY_MS = 15_000;

/** The longest delay that a refusal can impose on a count: a Retry-After may come from any intermediary on the way. */
const MAX_HELD_MS = 120_000;

/** Milliseconds before the next try after `tries` failed ones. */
export function retryDelay(tries: number): number {
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1));
}

/** The same, spread, so that the phones of a venue do not all come back at once. */
export function spreadDelay(tries: number): number {
  return retryDelay(tries) * (0.5 + Math.random() / 2);
}

/** The delay in milliseconds that a refusal asks for; 0 when it states none. */
export function askedDelay(failure: unknown): number {
  return failure instanceof ApiError ? Math.min(MAX_HELD_MS, (failure.retryAfter ?? 0) * 1000) : 0;
}
