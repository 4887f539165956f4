import { startedIn, type Window, windowsOf } from '@/modules/services/windows';
import type { Service } from '@/modules/services/wire';
import { addDays, type DayRules, localTimeOf } from '@/modules/venues/business-day';
import { businessDayBounds, offsetAt } from '@/modules/venues/wall-clock';

const MINUTE = 60_000;
export const QUARTER = 15 * MINUTE;
/** How long an evening is where no service and no party says so, and how long after the day's start it begins. */
const USUAL = { after: 14 * 60 * MINUTE, length: 6 * 60 * MINUTE };

/** What the columns of the time line stand for, in absolute time, and the services that judge times within. */
export interface Frame {
  readonly from: number;
  readonly until: number;
  readonly windows: readonly Window[];
}

/** The windows in which parties of a business day can start: those of the day, and what reaches into it from its neighbours. */
export function windowsAround(services: readonly Service[], day: string, rules: DayRules): Window[] {
  return [-1, 0, 1].flatMap((shift) => windowsOf(services, addDays(day, shift), rules));
}

interface Span {
  readonly from: number;
  readonly until: number;
}

/** The quarters of an hour from the first opening of the day until its last closing; wider where a party needs it. */
export function frameOf(services: readonly Service[], day: string, rules: DayRules, spans: readonly Span[]): Frame {
  const windows = windowsAround(services, day, rules);
  const { start, end } = businessDayBounds(day, rules);
  const own = windowsOf(services, day, rules);
  let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const span of [...own.map(({ opens, closes }) => ({ from: opens, until: closes })), ...spans]) {
    from = Math.min(from, span.from);
    until = Math.max(until, span.until);
  }
  if (until <= from) {
    from = start.getTime() + USUAL.after;
    until = from + USUAL.length;
  }
  // Who sat down on the evening before, or stays a whole day too long, does not make the line endless.
  from = Math.max(from, start.getTime() - 2 * 60 * MINUTE);
  until = Math.min(Math.max(until, from + QUARTER), end.getTime() + 6 * 60 * MINUTE);
  return { windows, from: Math.floor(from / QUARTER) * QUARTER, until: Math.ceil(until / QUARTER) * QUARTER };
}

export interface Mark {
  readonly at: number;
  /** `21:00`, with the offset of the clock where the hour comes twice. */
  readonly label: string;
}

/** The whole hours of a frame as the venue's clock shows them: one that it repeats is there twice, one that it skips is not there. */
export function hoursOf({ from, until }: Pick<Frame, 'from' | 'until'>, timeZone: string): Mark[] {
  const marks: { at: number; time: string }[] = [];
  for (let at = from; at <= until; at += QUARTER) {
    const time = localTimeOf(new Date(at), timeZone);
    if (time.endsWith(':00')) marks.push({ at, time });
  }
  const times = marks.map(({ time }) => time);
  const isTwice = (time: string) => times.indexOf(time) !== times.lastIndexOf(time) && until - from < 24 * 60 * MINUTE;
  return marks.map(({ at, time }) => ({ at, label: isTwice(time) ? `${time} ${offsetText(at, timeZone)}` : time }));
}

/** A time of the clock, with its offset where the clock shows it twice within a day. */
export function timeText(at: number, timeZone: string): string {
  const time = localTimeOf(new Date(at), timeZone);
  const isTwice = [-1, 1].some((side) => localTimeOf(new Date(at + side * 60 * MINUTE), timeZone) === time);
  return isTwice ? `${time} ${offsetText(at, timeZone)}` : time;
}

function offsetText(at: number, timeZone: string): string {
  const minutes = Math.round(offsetAt(new Date(at).toISOString(), timeZone) / 60e9);
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The length of a step at an instant: that of the service in which it is. */
export function stepAt(windows: readonly Window[], at: number): number {
  return startedIn(windows, at)?.step ?? QUARTER;
}

/** The step of the service that is nearest to an instant; without a service then, the quarter of an hour. */
export function snap(windows: readonly Window[], at: number): number {
  const window = startedIn(windows, at);
  if (!window) return Math.round(at / QUARTER) * QUARTER;
  return window.opens + Math.round((at - window.opens) / window.step) * window.step;
}
