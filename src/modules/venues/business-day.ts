const DAY_MS = 24 * 60 * 60_000;

/** The rules that determine a venue's business day. */
export interface DayRules {
  /** IANA zone. */
  readonly timeZone: string;
  /** The local hour at which the day ends: 01:30 at night still belongs to the previous evening. */
  readonly cutoffHour: number;
}

/** The business day, YYYY-MM-DD, of an instant. It compares wall-clock times, so daylight saving cannot shift it. */
export function businessDayOf(at: Date | string, rules: DayRules): string {
  const { day, time } = wallClockAt(at, rules.timeZone);
  return Number(time.slice(0, 2)) < rules.cutoffHour ? addDays(day, -1) : day;
}

/** The day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Noon of a day in UTC, whose date in UTC is that day whatever the zone of the device: for a formatter with that zone. */
export function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** The wall-clock time, HH:MM, of an instant at the venue. */
export function localTimeOf(at: Date | string, timeZone: string): string {
  return wallClockAt(at, timeZone).time;
}

/** The calendar date, YYYY-MM-DD, that the clock of a zone shows at an instant. */
export function localDateOf(at: Date | string, timeZone: string): string {
  return wallClockAt(at, timeZone).day;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The date and time, HH:MM, that the clock of a zone shows. */
function wallClockAt(at: Date | string, timeZone: string): { day: string; time: string } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const [date, time] = [
      { year: 'numeric', month: '2-digit', day: '2-digit' },
      { hour: '2-digit', minute: '2-digit' },
    ] as const;
    clock = new Intl.DateTimeFormat('en-US', { ...date, ...time, hourCycle: 'h23', calendar: 'iso8601', timeZone });
    clocks.set(timeZone, clock);
  }
  const parts = clock.formatToParts(typeof at === 'string' ? new Date(at) : at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
}

/** The state of a business day at an instant: its night is over, current, or in the future. */
export type NightState = 'over' | 'running' | 'ahead';

export function nightState(day: string, at: Date, rules: DayRules): NightState {
  return nightBetween(day, businessDayOf(at, rules));
}

/** Like `nightState`, when the current business day is `running`. */
export function nightBetween(day: string, running: string): NightState {
  if (day === running) return 'running';
  return day < running ? 'over' : 'ahead';
}
