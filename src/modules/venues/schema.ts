import * as z from 'zod';
import { Name, Text } from '@/platform/input/fields';
import { isColour } from './accent';
import {
  isTimeZone,
  KEPT_DAYS,
  type KeptClass,
  LARGEST_CAPACITY,
  LATEST_CUTOFF,
  LOGO,
  LONGEST_CATEGORY,
  LONGEST_REMINDER,
  LONGEST_TOLERANCE,
  MAX_CATEGORIES,
  SLUG,
} from './rules';

/** An IANA zone in the calendar of this machine. */
export const TimeZone = Text.max(60).refine(isTimeZone, 'not an IANA time zone');

export const Slug = z
  .string()
  .min(SLUG.shortest)
  .max(SLUG.longest)
  .regex(SLUG.form, 'lower-case letters, digits and single hyphens');

/** People in a night. */
export const Capacity = z.number().int().min(1).max(LARGEST_CAPACITY);

export const CapacityPolicy = z.enum(['ALLOW', 'WARN', 'BLOCK']);

/** A venue's own names for people without a reservation; no two are the same. */
export const Categories = z
  .array(Name(LONGEST_CATEGORY))
  .max(MAX_CATEGORIES)
  .refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, 'named twice');

export const ReminderHours = z.number().int().min(1).max(LONGEST_REMINDER);
export const ToleranceMinutes = z.number().int().min(0).max(LONGEST_TOLERANCE);

/** Days for which a venue keeps rows of a class. */
export const KeptDays = (kept: KeptClass) => z.number().int().min(KEPT_DAYS[kept].least).max(KEPT_DAYS[kept].most);

/** Whether it can be seen is judged by the verb, which names one that can. */
export const Accent = z.string().toLowerCase().refine(isColour, 'a colour as #rrggbb');

/** A picture in base64; what it shows is judged by the verb. */
export const LogoText = z
  .base64()
  .min(4)
  .max(Math.ceil(LOGO.bytes / 3) * 4);

export const CutoffHour = z.number().int().min(0).max(LATEST_CUTOFF);
