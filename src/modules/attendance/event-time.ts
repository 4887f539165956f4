import type { Context } from '@/modules/access/context';

/** What happened longer ago is not counted any more: 12 hours. Milliseconds. */
export const MAX_LATE_MS = 12 * 60 * 60_000;

/** A clock outside of these years was never set. */
const YEARS = { first: 2000, last: 2098 } as const;
const EARLIEST = new Date(Date.UTC(YEARS.first, 0));

export interface EventTime {
  /** By the server's clock; never ahead of now. */
  readonly at: Date;
  /** More than MAX_LATE_MS ago: beyond the bounds in which a count is believed. */
  readonly isTooLate: boolean;
}

/**
 * When something happened that a device tells of. `occurredAt` is the device's clock at that moment, ISO; `ctx.clock` the same
 * clock as the request was sent, so that their difference is right however wrong the clock is. Without it `occurredAt` is taken
 * as it stands. A time that is absent, ahead, or of a clock that was set in between happens now.
 */
export function eventTime({ now, clock }: Pick<Context, 'now' | 'clock'>, occurredAt: string | undefined): EventTime {
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
