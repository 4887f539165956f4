import { addDays, type DayRules } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';
import { hoursOn } from './rules';
import type { PacingRule, PartyRule, TurnRule } from './tables';
import type { Service } from './wire';

const MINUTE = 60_000;

/** A rule of a part of a service, in milliseconds since 1970: from `from` until `until`, the whole service without them. */
type Timed<T> = T & { readonly start: number; readonly end: number };

/** A service on one business day. Instants and lengths are milliseconds. */
export interface Window {
  readonly serviceId: string;
  readonly mode: Service['mode'];
  readonly opens: number;
  /** The last instant at which a party may start. */
  readonly lastSeating: number;
  readonly closes: number;
  readonly step: number;
  readonly notice: number;
  readonly horizonDays: number;
  readonly usual: { readonly turn: number; readonly buffer: number };
  readonly turns: readonly TurnRule[];
  readonly pacing: readonly Timed<PacingRule>[];
  readonly parties: readonly Timed<PartyRule>[];
}

/**
 * The services that open on a business day, in the order in which they open. Each local time becomes an instant once; from there
 * on everything is counted in absolute time, so that an hour that the clock skips or repeats is an hour like any other.
 */
export function windowsOf(services: readonly Service[], day: string, rules: DayRules): Window[] {
  return services
    .flatMap((service) => windowOf(service, day, rules) ?? [])
    .sort((a, b) => a.opens - b.opens || (a.serviceId < b.serviceId ? -1 : 1));
}

/** The window in which a party may start at an instant: the first one that has it. */
export function startedIn(windows: readonly Window[], at: number): Window | undefined {
  return windows.find(({ opens, lastSeating }) => opens <= at && at <= lastSeating);
}

/** How long a party of a size stays, and for how long its tables are made ready after it. */
export function turnOf({ turns, usual }: Window, party: number): { turn: number; buffer: number } {
  const rule = turns.find(({ minParty, maxParty }) => minParty <= party && party <= maxParty);
  return rule ? { turn: rule.minutes * MINUTE, buffer: rule.bufferMinutes * MINUTE } : usual;
}

function windowOf(service: Service, day: string, rules: DayRules): Window | null {
  const hours = hoursOn(service, day);
  if (!hours) return null;
  const at = (time: string, notBefore: number) => instantAfter(day, time, rules, notBefore);
  const opens = at(hours.opensAt, Number.NEGATIVE_INFINITY);
  const lastSeating = at(hours.lastSeatingAt, opens);
  const closes = Math.max(at(hours.closesAt, opens), lastSeating);
  const end = Math.max(closes, lastSeating + 1);
  const timed = <T extends { from: string | null; until: string | null }>(rule: T): Timed<T> => {
    const start = rule.from === null ? opens : at(rule.from, opens);
    return { ...rule, start, end: rule.until === null ? end : at(rule.until, start) };
  };
  return {
    ...{ serviceId: service.id, mode: service.mode, opens, lastSeating, closes, step: service.stepMinutes * MINUTE },
    ...{ notice: service.noticeMinutes * MINUTE, horizonDays: service.horizonDays, turns: service.turns },
    usual: { turn: service.turnMinutes * MINUTE, buffer: service.bufferMinutes * MINUTE },
    ...{ pacing: service.pacing.map(timed), parties: service.parties.map(timed) },
  };
}

/** The instant of a local time on a business day; on the day after it where that would be before `notBefore`. */
function instantAfter(day: string, time: string, rules: DayRules, notBefore: number): number {
  const at = Date.parse(instantOnBusinessDay(day, time, rules));
  return at >= notBefore ? at : Date.parse(instantOnBusinessDay(addDays(day, 1), time, rules));
}
