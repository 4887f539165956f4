import { Temporal } from 'temporal-polyfill';

/** What decides a venue's business day. */
export interface DayRules {
  /** IANA zone. */
  readonly timeZone: string;
  /** Local hour at which the day ends: a night's 01:30 still belongs to the evening before. */
  readonly cutoffHour: number;
}

function toInstant(at: Date | string): Temporal.Instant {
  return typeof at === 'string' ? Temporal.Instant.from(at) : Temporal.Instant.fromEpochMilliseconds(at.getTime());
}

/** The business day, YYYY-MM-DD, that an instant belongs to. Wall-clock comparison, so daylight saving cannot shift it. */
export function businessDayOf(at: Date | string, rules: DayRules): string {
  const local = toInstant(at).toZonedDateTimeISO(rules.timeZone);
  const date = local.toPlainDate();
  return (local.hour < rules.cutoffHour ? date.subtract({ days: 1 }) : date).toString();
}

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

/** The day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
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
  return toInstant(at).toZonedDateTimeISO(timeZone).offsetNanoseconds;
}

/** The wall-clock time of an instant at the venue with all its digits, which no field shows. */
export function exactTimeOf(at: string, timeZone: string): string {
  return toInstant(at).toZonedDateTimeISO(timeZone).toPlainTime().toString();
}

/** The wall-clock time, HH:MM, of an instant at the venue. */
export function localTimeOf(at: Date | string, timeZone: string): string {
  return toInstant(at).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Where a business day stands at an instant: its night is over, runs, or is ahead. */
export type NightState = 'over' | 'running' | 'ahead';

export function nightState(day: string, at: Date, rules: DayRules): NightState {
  return nightBetween(day, businessDayOf(at, rules));
}

/** As `nightState`, while the business day `running` runs. */
export function nightBetween(day: string, running: string): NightState {
  if (day === running) return 'running';
  return day < running ? 'over' : 'ahead';
}
