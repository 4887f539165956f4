import { Temporal } from 'temporal-polyfill';
import type { DayRules } from './business-day';

/** When a business day starts and ends, as instants. */
export function businessDayBounds(day: string, rules: DayRules): { start: Date; end: Date } {
  const at = (date: Temporal.PlainDate) =>
    new Date(
      date.toZonedDateTime({ timeZone: rules.timeZone, plainTime: new Temporal.PlainTime(rules.cutoffHour) })
        .epochMilliseconds,
    );
  const date = Temporal.PlainDate.from(day);
  return { start: at(date), end: at(date.add({ days: 1 })) };
}

/** The instant of a wall-clock time on a business day: times before the cutoff fall on the next calendar date. ISO in UTC. */
export function instantOnBusinessDay(day: string, time: string, rules: DayRules): string {
  const plainTime = Temporal.PlainTime.from(time);
  const date = Temporal.PlainDate.from(day).add({ days: plainTime.hour < rules.cutoffHour ? 1 : 0 });
  const instant = date.toZonedDateTime({ timeZone: rules.timeZone, plainTime }).toInstant();
  return new Date(instant.epochMilliseconds).toISOString();
}

/**
 * Every instant at which the venue's clock shows a time on a business day, earliest first: none when the clock leaps over it, two when the
 * clock goes back. ISO in UTC.
 */
export function instantsOnBusinessDay(day: string, time: string, rules: DayRules): string[] {
  const plainTime = Temporal.PlainTime.from(time);
  const date = Temporal.PlainDate.from(day).add({ days: plainTime.hour < rules.cutoffHour ? 1 : 0 });
  const wall = date.toPlainDateTime(plainTime);
  const instants = (['earlier', 'later'] as const)
    .map((disambiguation) => wall.toZonedDateTime(rules.timeZone, { disambiguation }))
    .filter((zoned) => zoned.toPlainDateTime().equals(wall))
    .map(({ epochMilliseconds }) => new Date(epochMilliseconds).toISOString());
  return [...new Set(instants)];
}

/** How far the venue's clock is from UTC at an instant, nanoseconds. */
export function offsetAt(at: string, timeZone: string): number {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).offsetNanoseconds;
}

/** The wall-clock time of an instant at the venue with all its digits, which no field shows. */
export function exactTimeOf(at: string, timeZone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime().toString();
}
