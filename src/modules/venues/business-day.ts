const DAY_MS = 24 * 60 * 60_000;

/** What decides a venue's business day. */
export interface DayRules {
  /** IANA zone. */
  readonly timeZone: string;
  /** Local hour at which the day ends: a night's 01:30 still belongs to the evening before. */
  readonly cutoffHour: number;
}

/** The business day, YYYY-MM-DD, that an instant belongs to. Wall-clock comparison, so daylight saving cannot shift it. */
export function businessDayOf(at: Date | string, rules: DayRules): string {
  const { day, time } = wallClockAt(at, rules.timeZone);
  return Number(time.slice(0, 2)) < rules.cutoffHour ? addDays(day, -1) : day;
}

/** The day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The wall-clock time, HH:MM, of an instant at the venue. */
export function localTimeOf(at: Date | string, timeZone: string): string {
  return wallClockAt(at, timeZone).time;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Date and time, HH:MM, that the clock of a zone shows. */
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
