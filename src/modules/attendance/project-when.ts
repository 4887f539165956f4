import type { Formats } from '@/i18n/locale';

/** The time of a reservation in its venue's zone: its date and its hour, as a pass shows them. */
export function projectWhen(reservedAt: Date, timeZone: string, formats: Formats) {
  const show = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(formats, { timeZone, ...options }).format(reservedAt);
  return {
    date: show({ weekday: 'long', day: 'numeric', month: 'long' }),
    hour: show({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  };
}
