import type { Settings } from '@/modules/settings/answers';
import type { SettingsChange } from '@/modules/settings/client/settings-api';
import { isColour, isVisibleAccent } from '@/modules/venues/accent';
import {
  isSlug,
  isTimeZone,
  KEPT_DAYS,
  LARGEST_CAPACITY,
  LONGEST_CATEGORY,
  LONGEST_TOLERANCE,
} from '@/modules/venues/rules';
import { HOURS } from '../setup/setup-fields';
import { changesOf } from './changes-of';
import { contentOf } from './shrink-picture';

/** The form: what is typed is text, what is chosen is a value. */
export interface SettingsFields {
  readonly name: string;
  readonly slug: string;
  readonly address: string;
  readonly timeZone: string;
  readonly cutoffHour: number;
  readonly capacity: string;
  readonly capacityPolicy: Settings['capacityPolicy'];
  readonly occupancyPolicy: Settings['occupancyPolicy'];
  readonly waitlistOffers: Settings['waitlistOffers'];
  /** As typed, in order. */
  readonly walkInCategories: readonly string[];
  readonly lateToleranceMinutes: string;
  readonly reminderHours: number | null;
  readonly locale: Settings['locale'];
  readonly requireSecondFactor: boolean;
  readonly nights: number;
  readonly refusals: number;
  readonly contact: number;
  readonly notes: number;
  /** Blank is the product's own colour. */
  readonly accent: string;
  /** An address of the picture: the venue's own, or a `data:` one of a picture that was chosen now. */
  readonly logo: string | null;
}
export type FieldName = keyof SettingsFields;

/** The choices for when guests are reminded, in hours before. */
export const REMINDER_CHOICES = [2, 4, 24, 48] as const;

/** The choices for how long things are kept, in days. */
export const KEPT_CHOICES = {
  nights: [KEPT_DAYS.nights.least, 730, KEPT_DAYS.nights.most],
  refusals: [KEPT_DAYS.refusals.least, 30, 90, KEPT_DAYS.refusals.most],
  contact: [KEPT_DAYS.contact.least, 180, 365, 730, KEPT_DAYS.contact.most],
  notes: [KEPT_DAYS.notes.least, 90, 365, 730, KEPT_DAYS.notes.most],
} as const;

export function fieldsOf({
  retention,
  capacity,
  address,
  lateToleranceMinutes,
  ...settings
}: Settings): SettingsFields {
  const { name, slug, timeZone, cutoffHour, capacityPolicy, locale, accent, logo, requireSecondFactor } = settings;
  const { occupancyPolicy, walkInCategories, waitlistOffers, reminderHours } = settings;
  return {
    ...{ occupancyPolicy, walkInCategories, waitlistOffers, reminderHours },
    ...{ name, slug, timeZone, cutoffHour, capacityPolicy, locale, logo, requireSecondFactor, ...retention },
    address: address ?? '',
    accent: accent ?? '',
    capacity: capacity === null ? '' : String(capacity),
    lateToleranceMinutes: String(lateToleranceMinutes),
  };
}

/** The fields that cannot be sent, in the order of the form. The server applies the same rules. */
export function problemsOf(fields: SettingsFields): FieldName[] {
  const wrong: Partial<Record<FieldName, boolean>> = {
    name: fields.name.trim() === '',
    slug: !isSlug(fields.slug),
    address: fields.address.trim().length > 200,
    timeZone: !isTimeZone(fields.timeZone),
    cutoffHour: !HOURS.includes(fields.cutoffHour),
    capacity: fields.capacity.trim() !== '' && !isWhole(fields.capacity, 1, LARGEST_CAPACITY),
    walkInCategories: !areCategories(categoriesOf(fields)),
    accent: !isAccent(accentOf(fields)),
    lateToleranceMinutes: !isWhole(fields.lateToleranceMinutes, 0, LONGEST_TOLERANCE),
  };
  return (Object.keys(wrong) as FieldName[]).filter((name) => wrong[name]);
}

function categoriesOf({ walkInCategories }: SettingsFields): string[] {
  return walkInCategories.map((name) => name.trim());
}

/** Each has a name of its own, whatever its letters. */
function areCategories(names: readonly string[]): boolean {
  const isDistinct = new Set(names.map((name) => name.toLowerCase())).size === names.length;
  return isDistinct && names.every((name) => name !== '' && name.length <= LONGEST_CATEGORY);
}

/** Null for the product's own. */
function accentOf({ accent }: SettingsFields): string | null {
  return accent.trim().toLowerCase() || null;
}

function isAccent(accent: string | null): boolean {
  return accent === null || (isColour(accent) && isVisibleAccent(accent));
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}

/** What the form changes of the settings; null when nothing. The fields have no problems. */
export function changeOf(settings: Settings, fields: SettingsFields): SettingsChange | null {
  const { nights, refusals, contact, notes } = fields;
  const wanted = {
    ...{ name: fields.name.trim(), slug: fields.slug, address: fields.address.trim() || null },
    ...{ timeZone: fields.timeZone, cutoffHour: fields.cutoffHour, capacityPolicy: fields.capacityPolicy },
    occupancyPolicy: fields.occupancyPolicy,
    waitlistOffers: fields.waitlistOffers,
    walkInCategories: categoriesOf(fields),
    capacity: fields.capacity.trim() === '' ? null : Number(fields.capacity),
    lateToleranceMinutes: Number(fields.lateToleranceMinutes),
    reminderHours: fields.reminderHours,
    locale: fields.locale,
    accent: accentOf(fields),
    logo: fields.logo,
    requireSecondFactor: fields.requireSecondFactor,
  };
  const retention = changesOf({ nights, refusals, contact, notes }, settings.retention);
  const changed = changesOf(wanted, settings);
  const change: SettingsChange = {
    ...changed,
    ...(changed.logo ? { logo: contentOf(changed.logo) } : {}),
    ...(Object.keys(retention).length > 0 ? { retention } : {}),
  };
  return Object.keys(change).length > 0 ? change : null;
}
