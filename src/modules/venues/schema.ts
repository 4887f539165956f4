import { z } from 'zod';
import { Text } from '@/platform/input/fields';

/** An IANA zone that this machine's calendar knows. */
export const TimeZone = Text.max(60).refine(isTimeZone, 'not an IANA time zone');

export const Slug = z
  .string()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens');

export const CutoffHour = z.number().int().min(0).max(12);

function isTimeZone(name: string): boolean {
  try {
    // An offset such as +05:00 is accepted by the calendar, but knows no daylight saving.
    return /^[A-Za-z]/.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
