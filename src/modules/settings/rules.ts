import type { DayRules } from '@/modules/venues/business-day';
import { KEPT_DAYS } from '@/modules/venues/rules';
import type { business } from '@/modules/venues/tables';
import type { Settings } from './answers';
import type { SettingsChange } from './check-brand';

export type SettingsRow = typeof business.$inferSelect;

/** The columns of a venue that its members may change. */
const EDITED = [
  ...(['name', 'slug', 'address', 'timeZone', 'cutoffHour', 'capacity', 'capacityPolicy'] as const),
  ...(['occupancyPolicy', 'walkInCategories', 'waitlistOffers', 'reminderHours'] as const),
  ...(['lateToleranceMinutes', 'locale', 'requireSecondFactor', 'accent', 'logoHash'] as const),
  ...(['keptNightsDays', 'keptRefusalsDays', 'keptContactDays', 'keptNotesDays'] as const),
];
export type EditedFields = Pick<SettingsRow, (typeof EDITED)[number]>;

/** For how many days it keeps rows of each class. */
export function keptDaysOf(row: SettingsRow): Settings['retention'] {
  return {
    nights: row.keptNightsDays ?? KEPT_DAYS.nights.usual,
    refusals: row.keptRefusalsDays ?? KEPT_DAYS.refusals.usual,
    contact: row.keptContactDays ?? KEPT_DAYS.contact.usual,
    notes: row.keptNotesDays ?? KEPT_DAYS.notes.usual,
  };
}

/** The columns of a venue's retention; a class that was not given has none. */
function keptColumns({ nights, refusals, contact, notes }: NonNullable<SettingsChange['retention']>) {
  return { keptNightsDays: nights, keptRefusalsDays: refusals, keptContactDays: contact, keptNotesDays: notes };
}

/** The fields of a change that differ from the row; none when nothing changes. */
export function changedFields(row: SettingsRow, { retention = {}, ...input }: SettingsChange): Partial<EditedFields> {
  const given: Partial<EditedFields> = Object.fromEntries(
    Object.entries({ ...input, ...keptColumns(retention) }).filter(([, value]) => value !== undefined),
  );
  const now = { ...row, ...keptColumns(keptDaysOf(row)), walkInCategories: row.walkInCategories ?? [] };
  return Object.fromEntries(
    EDITED.filter((field) => field in given && !isSame(given[field], now[field])).map(pickFrom(given)),
  );
}

/** Lists are compared by what they contain. */
function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

export function pickFrom(fields: Partial<EditedFields>) {
  return (field: keyof EditedFields) => [field, fields[field]] as const;
}

/** Whether a change gives the venue's day another zone or another end. */
export function changesClock(changed: Partial<DayRules>): boolean {
  return changed.timeZone !== undefined || changed.cutoffHour !== undefined;
}
