import * as z from 'zod';
import { LOCALES } from '@/i18n/locale';
import {
  Accent,
  Capacity,
  CapacityPolicy,
  Categories,
  CutoffHour,
  KeptDays,
  LogoText,
  ReminderHours,
  Slug,
  TimeZone,
  ToleranceMinutes,
} from '@/modules/venues/schema';
import { OFFER_POLICIES } from '@/modules/waitlist/rules';
import { Line, Name, orNull } from '@/platform/input/fields';

/** GET /api/local */
export const ReadSettingsInput = z.strictObject({});

const Retention = z.strictObject({
  nights: KeptDays('nights').optional(),
  refusals: KeptDays('refusals').optional(),
  contact: KeptDays('contact').optional(),
  notes: KeptDays('notes').optional(),
});

/** PUT /api/local and POST /api/local/efectos: a field that is absent stays as it is. */
export const SettingsInput = z.strictObject({
  name: Name(120).optional(),
  slug: Slug.optional(),
  address: orNull(Line(200)),
  timeZone: TimeZone.optional(),
  cutoffHour: CutoffHour.optional(),
  capacity: Capacity.nullable().optional(),
  capacityPolicy: CapacityPolicy.optional(),
  occupancyPolicy: CapacityPolicy.optional(),
  waitlistOffers: z.enum(OFFER_POLICIES).optional(),
  walkInCategories: Categories.optional(),
  lateToleranceMinutes: ToleranceMinutes.optional(),
  reminderHours: ReminderHours.nullable().optional(),
  locale: z.enum(LOCALES).nullable().optional(),
  requireSecondFactor: z.boolean().optional(),
  retention: Retention.optional(),
  accent: Accent.nullable().optional(),
  /** Null takes it away. */
  logo: LogoText.nullable().optional(),
});
export type SettingsInput = z.infer<typeof SettingsInput>;
