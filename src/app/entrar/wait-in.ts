import type { Formats } from '@/i18n/locale';

/** A wait in words, such as "40 seconds"; from 90 seconds on in minutes, rounded up. */
export function waitIn(formats: Formats, seconds: number): string {
  const [count, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(formats, { style: 'unit', unitDisplay: 'long', unit }).format(count);
}
