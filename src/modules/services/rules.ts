export const MODES = ['TABLES', 'COVERS'] as const;

/** How many services a venue may have, and how many rules or other days one of them. */
export const MOST = { services: 40, rules: 40, exceptions: 400 } as const;

/** A party for whose time there is no service stays this long. Minutes. */
export const USUAL_TURN = 120;

/** When a service opens, when a party may start at last, and when it closes: HH:MM. */
export interface Hours {
  readonly opensAt: string;
  readonly lastSeatingAt: string;
  readonly closesAt: string;
}

/** What says on which days a service opens. */
interface Calendar extends Hours {
  readonly active: boolean;
  readonly weekdays: readonly number[];
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly exceptions: readonly { readonly day: string; readonly hours: Hours | null }[];
}

/** The hours of a service on a business day; null where it is closed. */
export function hoursOn(service: Calendar, day: string): Hours | null {
  if (!service.active) return null;
  const exception = service.exceptions.find((each) => each.day === day);
  if (exception) return exception.hours;
  const isPast = service.lastDay !== null && day > service.lastDay;
  if (isPast || (service.firstDay !== null && day < service.firstDay)) return null;
  return service.weekdays.includes(weekdayOf(day)) ? service : null;
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
