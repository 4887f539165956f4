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
  const isNext = Temporal.PlainTime.from(time).hour < rules.cutoffHour;
  const date = Temporal.PlainDate.from(day).add({ days: isNext ? 1 : 0 });
  return instantsOfWallClock(date.toString(), time, rules.timeZone);
}

/** The same for a calendar date. */
export function instantsOfWallClock(date: string, time: string, timeZone: string): string[] {
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const instants = (['earlier', 'later'] as const)
    .map((disambiguation) => wall.toZonedDateTime(timeZone, { disambiguation }))
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

/** The same as `+02:00`. */
export function offsetTextAt(at: number | string, timeZone: string): string {
  const minutes = Math.round(offsetAt(new Date(at).toISOString(), timeZone) / 60e9);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}

/** The wall-clock time of an instant at the venue in full precision, which no field shows. */
export function exactTimeOf(at: string, timeZone: string): string {
  return Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainTime().toString();
}

/** The instant at which the clock of a zone shows what it shows so many hours before; a day before is the same time of day. */
export function wallClockBefore(at: Date, hours: number, timeZone: string): Date {
  const wall = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return new Date(wall.subtract({ hours }).toZonedDateTime(timeZone).epochMilliseconds);
}

/** Local hours in which guests are not written to unasked: from the first one in the evening to the second one in the morning. */
export const QUIET = { from: 22, until: 9 } as const;

/** The instant itself, or the end of the quiet hours in which it lies where that is before `limit`. */
export function leaveQuiet(at: Date, timeZone: string, limit: Date): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  if (local.hour >= QUIET.until && local.hour < QUIET.from) return at;
  const date = local.toPlainDate().add({ days: local.hour >= QUIET.from ? 1 : 0 });
  const end = date.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(QUIET.until) });
  return end.epochMilliseconds < limit.getTime() ? new Date(end.epochMilliseconds) : at;
}
