import { useFormatter, useTranslations } from 'use-intl';
import type { Service } from '@/modules/services/wire';
import { addDays, noonOf } from '@/modules/venues/business-day';
import { lengthOf, nextDayOf, runsOf } from './service-words';

/** A Monday, from which each weekday's name is taken. */
const MONDAY = '2024-01-01';

type Described = Pick<
  Service,
  | 'weekdays'
  | 'firstDay'
  | 'lastDay'
  | 'opensAt'
  | 'lastSeatingAt'
  | 'closesAt'
  | 'turnMinutes'
  | 'stepMinutes'
  | 'mode'
>;

/** Services and lengths of time in words. */
export function useServiceText() {
  const t = useTranslations('layout.services');
  const format = useFormatter();

  const weekdayOf = (weekday: number, style: 'short' | 'long' = 'short') =>
    format.dateTime(noonOf(addDays(MONDAY, weekday - 1)), { weekday: style, timeZone: 'UTC' });
  const dayOf = (day: string) => format.dateTime(noonOf(day), { dateStyle: 'medium', timeZone: 'UTC' });

  function weekdays(days: readonly number[]): string {
    if (days.length === 7) return t('everyDay');
    const runs = runsOf(days).map(([first, last]) => {
      if (first === last) return weekdayOf(first);
      return last === first + 1
        ? format.list([weekdayOf(first), weekdayOf(last)])
        : t('fromTo', { first: weekdayOf(first), last: weekdayOf(last) });
    });
    return format.list(runs);
  }

  function hours(service: Pick<Service, 'opensAt' | 'lastSeatingAt' | 'closesAt'>): string {
    const next = nextDayOf(service);
    return t('hours', {
      ...{ opens: service.opensAt, last: service.lastSeatingAt, closes: service.closesAt },
      next: next.closes ? 'yes' : 'no',
      lastNext: next.last ? 'yes' : 'no',
    });
  }

  function length(minutes: number): string {
    const { unit, count } = lengthOf(minutes);
    return t(`lengths.${unit}`, { count });
  }

  /** One sentence for when the service exists at all; null for always. */
  function season({ firstDay, lastDay }: Pick<Service, 'firstDay' | 'lastDay'>): string | null {
    if (firstDay && lastDay) return t('season.both', { first: dayOf(firstDay), last: dayOf(lastDay) });
    if (firstDay) return t('season.from', { first: dayOf(firstDay) });
    return lastDay ? t('season.until', { last: dayOf(lastDay) }) : null;
  }

  const describe = (service: Described) =>
    [weekdays(service.weekdays), hours(service), season(service)].filter((part) => part !== null).join(' · ');

  return { weekdayOf, dayOf, hours, length, describe };
}
