import { businessDayOf, type DayRules, localTimeOf } from '@/modules/venues/business-day';
import type { NightSummary, SummaryHour } from './answers';

/** An entry of the ledger that is in force: neither undone nor itself an undo. */
export interface Arrival {
  /** Null for people without a reservation. */
  readonly reservationId: string | null;
  /** Signed people: a manual correction takes some out again. */
  readonly delta: number;
  /** By the clock of the device that counted. */
  readonly occurredAt: Date;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * The people who arrived in each hour of the venue's clock, from the first arrival's hour to the last one's, and those
 * who were counted before or after the business day, such as a correction a day later. An hour that the clock repeats is
 * there twice, one that it skips is not there. People who were taken out again leave the hour in which the last of their
 * party came.
 */
export function hoursOf(
  entries: readonly Arrival[],
  day: string,
  rules: DayRules,
): { byHour: SummaryHour[]; withoutHour: number } {
  const people = new Map<number, number>();
  let withoutHour = 0;
  for (const { at, count } of remainingOf(entries)) {
    if (businessDayOf(at, rules) === day) {
      const { start } = hourOf(at.getTime(), rules);
      people.set(start, (people.get(start) ?? 0) + count);
    } else withoutHour += count;
  }
  const known = [...people.keys()].sort((a, b) => a - b);
  const [first, last] = [known[0], known.at(-1)];
  const hours = new Map<number, string>();
  // Zones may move their clock by half an hour.
  if (first !== undefined && last !== undefined)
    for (let at = first; at < last + HOUR; at += HOUR / 2) {
      const { start, hour } = hourOf(at, rules);
      if (start <= last) hours.set(start, hour);
    }
  const byHour = [...hours].map(([start, hour]) => ({
    at: new Date(start).toISOString(),
    hour,
    people: people.get(start) ?? 0,
  }));
  return { byHour, withoutHour };
}

/** The first of the hours in which most people arrived; null when nobody did. */
export function peakOf(byHour: readonly SummaryHour[]): SummaryHour | null {
  const most = Math.max(0, ...byHour.map(({ people }) => people));
  return most === 0 ? null : (byHour.find(({ people }) => people === most) ?? null);
}

/** An entry in force that is no undo: how many people more it left inside. */
export interface Movement {
  readonly flow: 'IN' | 'OUT';
  readonly delta: number;
  readonly occurredAt: Date;
}

/** Who left, who was inside at the end, and when most were; null where nobody counted an exit. */
export function flowOf(entries: readonly Movement[]): NightSummary['flow'] {
  const left = entries.filter(({ flow }) => flow === 'OUT').reduce((sum, { delta }) => sum + delta, 0);
  if (left === 0) return null;
  let inside = 0;
  let most = { at: new Date(0), people: 0 };
  const inOrder = [...entries].sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  for (const { flow, delta, occurredAt } of inOrder) {
    inside += flow === 'IN' ? delta : -delta;
    if (inside > most.people) most = { at: occurredAt, people: inside };
  }
  return { left, inside: Math.max(0, inside), most: { at: most.at.toISOString(), people: most.people } };
}

/** The hour that the venue's clock shows at an instant, and its start; instants in milliseconds. */
function hourOf(at: number, { timeZone }: DayRules): { start: number; hour: string } {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  const time = localTimeOf(new Date(minute), timeZone);
  return { start: minute - Number(time.slice(3)) * MINUTE, hour: `${time.slice(0, 2)}:00` };
}

/** The arrivals that corrections left, each at the time at which its people came. */
function remainingOf(entries: readonly Arrival[]): { at: Date; count: number }[] {
  const parties = new Map<string | null, { at: Date; count: number }[]>();
  for (const { reservationId, delta, occurredAt } of entries) {
    const party = parties.get(reservationId) ?? [];
    parties.set(reservationId, party);
    if (delta > 0) party.push({ at: occurredAt, count: delta });
    for (let out = -delta; out > 0; ) {
      const last = party.pop();
      // More were taken out than remain after an earlier count was undone: the ledger's sum is the truth.
      if (!last) {
        party.push({ at: occurredAt, count: -out });
        break;
      }
      if (last.count > out) party.push({ ...last, count: last.count - out });
      out -= Math.min(out, last.count);
    }
  }
  return [...parties.values()].flat();
}
