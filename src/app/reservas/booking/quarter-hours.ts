import { businessDayOf, type DayRules, localTimeOf } from '@/modules/venues/business-day';
import { businessDayBounds, instantsOnBusinessDay } from '@/modules/venues/wall-clock';

const HOUR_MS = 60 * 60_000;
const QUARTER_MS = HOUR_MS / 4;
const MINUTES = ['00', '15', '30', '45'] as const;

/** A business day, YYYY-MM-DD, and a time of the venue's wall clock, HH:MM. */
export interface Moment {
  readonly day: string;
  readonly time: string;
}

/** The quarter hour that begins at `now`, else the next one. Just before the cutoff it is on the next business day. */
export function nextQuarter(now: Date, rules: DayRules): Moment {
  const quarter = new Date(Math.ceil(now.getTime() / QUARTER_MS) * QUARTER_MS);
  return { day: businessDayOf(quarter, rules), time: localTimeOf(quarter, rules.timeZone) };
}

/** An hour of the venue's wall clock, 00 to 23, with its quarter hours, HH:MM. */
export interface NightHour {
  readonly hour: string;
  readonly times: readonly string[];
}

/**
 * The hours of a business day, from its cutoff on. Quarter hours that the clock skips are left out; an hour that it
 * repeats is one.
 */
export function hoursOfNight(day: string, rules: DayRules): readonly NightHour[] {
  const { start, end } = businessDayBounds(day, rules);
  const skips = end.getTime() - start.getTime() < 24 * HOUR_MS;
  const exists = (time: string) => !skips || instantsOnBusinessDay(day, time, rules).length > 0;
  return Array.from({ length: 24 }, (_, index) => {
    const hour = String((rules.cutoffHour + index) % 24).padStart(2, '0');
    return { hour, times: MINUTES.map((minutes) => `${hour}:${minutes}`).filter(exists) };
  }).filter(({ times }) => times.length > 0);
}
