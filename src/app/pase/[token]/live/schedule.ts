/** What the server said of the pass. `gone`: no venue knows it. */
export type Outcome = 'same' | 'changed' | 'failed' | 'gone';

/** Milliseconds between two questions: soon after something has happened, and more seldom while nothing does. */
const TONIGHT = { first: 15_000, most: 120_000 };
const BEFORE = { first: 60_000, most: 600_000 };
const SLOWER = 1.5;
/** While the server does not answer. */
const MUCH_SLOWER = 2;

/**
 * How long an open page waits before its next question; null when it asks no more.
 *
 * @param before how long it waited for the last one; null for the first
 * @param retryAfter milliseconds that the server asked for
 */
export function nextWait(
  before: number | null,
  outcome: Outcome | null,
  { isTonight, retryAfter = 0 }: { isTonight: boolean; retryAfter?: number },
): number | null {
  const { first, most } = isTonight ? TONIGHT : BEFORE;
  if (outcome === 'gone') return null;
  if (before === null || outcome === null || outcome === 'changed') return first;
  const slower = before * (outcome === 'failed' ? MUCH_SLOWER : SLOWER);
  return Math.max(Math.min(slower, most), retryAfter);
}
