import type { RequestFacts } from '@/modules/access/context';

/** A count of something that happened longer ago is refused: 12 hours, in milliseconds. */
export const MAX_LATE_MS = 12 * 60 * 60_000;

/** A clock outside of these years was never set. */
const YEARS = { first: 2000, last: 2098 } as const;
const EARLIEST = new Date(Date.UTC(YEARS.first, 0));

export interface EventTime {
  /** By the server's clock; never in the future. */
  readonly at: Date;
  /** More than MAX_LATE_MS ago: too old to be counted. */
  readonly isTooLate: boolean;
}

/**
 * When an event that a device reports happened. `occurredAt` is the device's clock at that moment, ISO; `clock` is the
 * same clock when the request was sent, so their difference is right however wrong the clock is. Without `clock`,
 * `occurredAt` is used as it is. When the time is absent or in the future, or when the clock was set in between, the
 * event counts as happening now.
 */
export function eventTime(
  now: Date,
  { clock }: Pick<RequestFacts, 'clock'>,
  occurredAt: string | undefined,
): EventTime {
  if (occurredAt === undefined) return { at: now, isTooLate: false };
  const occurred = new Date(occurredAt);
  const age = (clock ?? now).getTime() - occurred.getTime();
  if (age < 0 || wasSet(occurred) !== wasSet(clock ?? now)) return { at: now, isTooLate: false };
  const at = new Date(Math.max(now.getTime() - age, EARLIEST.getTime()));
  return { at, isTooLate: age > MAX_LATE_MS };
}

function wasSet(clock: Date): boolean {
  const year = clock.getUTCFullYear();
  return year >= YEARS.first && year <= YEARS.last;
}
