import type { Formats } from '@/i18n/locale';
import type { PublicPass } from '@/modules/attendance/read-pass';

/** A pass that still opens a door, which shows its reservation. */
export type UsablePass = Extract<PublicPass, { code: string }>;

/** The time of a pass's reservation in the venue's zone: its date, shorter for a link's preview, and its hour. */
export function whenOf({ reservedAt, timeZone }: UsablePass, formats: Formats) {
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(formats, { timeZone, ...options }).format(new Date(reservedAt));
  return {
    date: show({ weekday: 'long', day: 'numeric', month: 'long' }),
    hour: show({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  };
}
