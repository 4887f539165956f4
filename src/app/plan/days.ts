import { addDays } from '@/modules/venues/business-day';

const partsOf = (day: string) => day.split('-').map(Number) as [year: number, month: number, day: number];
const dayOf = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

/** The seven days of the week of a day, from Monday on. */
export function weekOf(day: string): string[] {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, i) => addDays(day, i - weekday));
}

/** The same day of a neighbouring month, or its last one where it is shorter. */
export function monthAfter(day: string, by: number): string {
  const [year, month, date] = partsOf(day);
  const last = partsOf(dayOf(year, month + by + 1, 0))[2];
  return dayOf(year, month + by, Math.min(date, last));
}

/** The whole weeks that have days of the month of a day. */
export function monthOf(day: string): string[][] {
  const [year, month] = partsOf(day);
  const last = dayOf(year, month + 1, 0);
  const weeks: string[][] = [];
  for (let week = weekOf(dayOf(year, month, 1)); (week[0] ?? '') <= last; week = week.map((each) => addDays(each, 7)))
    weeks.push(week);
  return weeks;
}
