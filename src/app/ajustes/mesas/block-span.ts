import { addDays, businessDayOf, type DayRules, localTimeOf } from '@/modules/venues/business-day';
import { instantOnBusinessDay } from '@/modules/venues/wall-clock';

const DAY_MS = 24 * 60 * 60_000;

/** The time of a block as its form has it. */
export interface BlockSpan {
  readonly day: string;
  readonly from: string;
  readonly until: string;
  /** The whole days that it lasts besides, which the form does not show. */
  readonly days: number;
}

interface Times {
  readonly startsAt: string;
  readonly endsAt: string;
}

export function spanOf({ startsAt, endsAt }: Times, rules: DayRules): BlockSpan {
  return {
    day: businessDayOf(startsAt, rules),
    from: localTimeOf(startsAt, rules.timeZone),
    until: localTimeOf(endsAt, rules.timeZone),
    days: Math.floor((Date.parse(endsAt) - Date.parse(startsAt) - 1) / DAY_MS),
  };
}

/** From one time of a business day until another; what is not later than it is on the day after. */
export function timesOf({ day, from, until, days }: BlockSpan, rules: DayRules): Times {
  const last = addDays(day, days);
  const [start, end] = [instantOnBusinessDay(last, from, rules), instantOnBusinessDay(last, until, rules)];
  return {
    startsAt: instantOnBusinessDay(day, from, rules),
    endsAt: end > start ? end : instantOnBusinessDay(addDays(last, 1), until, rules),
  };
}
