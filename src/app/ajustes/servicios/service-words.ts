import type { Service } from '@/modules/services/wire';

/** Weekdays as runs of neighbours: Monday to Wednesday and Friday is `[[1, 3], [5, 5]]`. */
export function runsOf(weekdays: readonly number[]): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const day of [...weekdays].sort((a, b) => a - b)) {
    const last = runs[runs.length - 1];
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

/** Which of a service's times are on the day after: those that are not later than the one before them. */
export function nextDayOf({
  opensAt,
  lastSeatingAt,
  closesAt,
}: Pick<Service, 'opensAt' | 'lastSeatingAt' | 'closesAt'>) {
  return { last: lastSeatingAt < opensAt, closes: lastSeatingAt < opensAt || closesAt < opensAt };
}

/** A number of minutes in the largest unit that it has a whole number of. */
export function lengthOf(minutes: number): { readonly unit: 'days' | 'hours' | 'minutes'; readonly count: number } {
  if (minutes > 0 && minutes % 1440 === 0) return { unit: 'days', count: minutes / 1440 };
  if (minutes > 0 && minutes % 60 === 0) return { unit: 'hours', count: minutes / 60 };
  return { unit: 'minutes', count: minutes };
}
