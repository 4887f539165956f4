import { Temporal } from 'temporal-polyfill';
import { addDays, businessDayOf, type DayRules } from './business-day';

/** The instants at which a business day starts and ends. */
export function businessDayBounds(day: string, rules: DayRules): { start: Date; end: Date } {
  const at = (date: Temporal.PlainDate) =>
    new Date(
      date.toZonedDateTime({ timeZone: rules.timeZone, plainTime: new Temporal.PlainTime(rules.cutoffHour) })
        .epochMilliseconds,
    );
  const date = Temporal.PlainDate.from(day);
  return { start: at(date), end: at(date.add({ days: 1 })) };
}

/**
 * When the business day that contains an instant ends; it is always later than that instant, even while a clock that
 * was put back repeats an hour.
 */
export function nextDayEnd(at: Date, rules: DayRules): Date {
  const day = businessDayOf(at, rules);
  const { end } = businessDayBounds(day, rules);
  return end > at ? end : businessDayBounds(addDays(day, 1), rules).end;
}

/**
 * The instant of a wall-clock time on a business day: times before the cutoff are on the next calendar date. ISO in
 * UTC.
 */
export function instantOnBusinessDay(day: string, time: string, rules: DayRules): string {
  const plainTime = Temporal.PlainTime.from(time);
  const date = Temporal.PlainDate.from(day).add({ days: plainTime.hour < rules.cutoffHour ? 1 : 0 });
  const instant = date.toZonedDateTime({ timeZone: rules.timeZone, plainTime }).toInstant();
  return new Date(instant.epochMilliseconds).toISOString();
}

/**
 * Every instant at which the venue's clock shows a time on a business day, earliest first: none when the clock skips
 * it, two when the clock goes back. ISO in UTC.
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

/**
 * The instant at which the clock of the zone `to` shows what the clock of `from` shows at `at`; where that clock skips
 * the time, the instant is as much later. ISO in UTC.
 */
export function sameWallClock(at: string, from: string, to: string): string {
  if (from === to) return at;
  const wall = Temporal.Instant.from(at).toZonedDateTimeISO(from).toPlainDateTime();
  return new Date(wall.toZonedDateTime(to).epochMilliseconds).toISOString();
}

/** The offset of the venue's clock from UTC at an instant, in nanoseconds. */
export function offsetAt(at: string, timeZone: string): number {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).offsetNanoseconds;
}

/** The wall-clock time of an instant at the venue in full precision, which no field shows. */
export function exactTimeOf(at: string, timeZone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime().toString();
}
