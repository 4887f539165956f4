import { CreateReservationInput, UpdateReservationInput } from '@/modules/reservations/schema';
import { isSameValue, type Reservation } from '@/modules/reservations/wire';
import { type DayRules, localTimeOf } from '@/modules/venues/business-day';
import { exactTimeOf, instantsOnBusinessDay, offsetAt } from '@/modules/venues/wall-clock';
import { nextQuarter } from '../booking/quarter-hours';

type Field = keyof typeof CreateReservationInput.shape;
const CHOSEN = ['guestCount', 'reservedAt', 'status', 'tags', 'tableIds', 'channel'] as const;
/** The fields that the user types as text. */
export type TextField = Exclude<Field, (typeof CHOSEN)[number]>;

const isText = (field: Field): field is TextField => !(CHOSEN as readonly string[]).includes(field);
const TEXTS = (Object.keys(CreateReservationInput.shape) as Field[]).filter(isText);

/**
 * The values that a person types. `day` is the business day and `time` the venue's wall clock: 01:30 is after that
 * day's midnight.
 */
export interface FormValues extends Readonly<Record<TextField, string>> {
  readonly guestCount: number;
  readonly day: string;
  readonly time: string;
  readonly status: 'PENDING' | 'CONFIRMED';
  readonly tags: readonly string[];
  /** The tables that are chosen; the words of `tableName` are for a venue without any. */
  readonly tableIds: readonly string[];
}

export type FormField = Exclude<keyof FormValues, 'status' | 'tableIds'>;
/** `skipped`: the venue's clock skips that time. */
export type FieldErrors = Partial<Record<FormField, true | 'skipped'>>;

/** The form field for each field of the input. */
const FIELD_OF_PATH: Record<string, FormField> = {
  ...Object.fromEntries([...TEXTS, 'guestCount' as const, 'tags' as const].map((field) => [field, field])),
  reservedAt: 'day',
};

const textsOf = (row: Partial<Reservation>) =>
  Object.fromEntries(TEXTS.map((field) => [field, row[field] ?? ''])) as Record<TextField, string>;

/** The time of a new reservation on a night that has not begun. */
const USUAL_TIME = '21:00';

/**
 * A new reservation, asked for while the list shows `day`: the next quarter hour of the night that runs `now`, unless
 * that day is a later one.
 */
export function emptyForm(day: string, now: Date, rules: DayRules): FormValues {
  const next = nextQuarter(now, rules);
  const moment = day > next.day ? { day, time: USUAL_TIME } : next;
  return { ...textsOf({}), guestCount: 2, ...moment, status: 'CONFIRMED', tags: [], tableIds: [] };
}

export function formOf(row: Reservation, rules: DayRules): FormValues {
  return {
    ...textsOf(row),
    guestCount: row.guestCount,
    day: row.businessDay,
    time: localTimeOf(row.reservedAt, rules.timeZone),
    status: 'CONFIRMED',
    tags: row.tags ?? [],
    tableIds: row.tableIds ?? [],
  };
}

/** Whether the wall-clock time is after the day's midnight. */
export function isAfterMidnight(time: string, rules: DayRules): boolean {
  return Number.parseInt(time, 10) < rules.cutoffHour;
}

/** The instant of the day and time, or the field that is not valid. */
type Moment = { readonly at: string } | { readonly errors: FieldErrors };

/** For a time that occurs twice, the instant is the one with the row's offset, else the earlier one. */
function momentOf({ day, time }: Pick<FormValues, 'day' | 'time'>, rules: DayRules, row?: Reservation): Moment {
  if (!day) return { errors: { day: true } };
  try {
    const instants = instantsOnBusinessDay(day, time, rules);
    const offset = row && offsetAt(row.reservedAt, rules.timeZone);
    const at = instants.find((instant) => offsetAt(instant, rules.timeZone) === offset) ?? instants[0];
    return at ? { at } : { errors: { time: 'skipped' } };
  } catch {
    return { errors: { time: true } };
  }
}

/** The instant that the form names; null while it names none. */
export function instantOf(values: Pick<FormValues, 'day' | 'time'>, rules: DayRules, row?: Reservation): string | null {
  const moment = momentOf(values, rules, row);
  return 'at' in moment ? moment.at : null;
}

export type Parsed<Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Whether a person has changed what the form showed first. */
export function isChanged(initial: FormValues, values: FormValues): boolean {
  return (Object.keys(initial) as (keyof FormValues)[]).some((field) => values[field] !== initial[field]);
}

/** A new reservation, validated by the schema that the server uses. */
export function parseForm(values: FormValues, rules: DayRules): Parsed<CreateReservationInput> {
  const { day, time, tableIds, ...rest } = values;
  const moment = momentOf({ day, time }, rules);
  const reservedAt = 'at' in moment ? moment.at : new Date().toISOString();
  const parsed = CreateReservationInput.safeParse({
    ...{ ...rest, reservedAt },
    ...(tableIds.length === 0 ? {} : { tableIds, tableName: null }),
  });
  const errors = { ...(parsed.success ? {} : errorsOf(parsed.error)), ...('errors' in moment ? moment.errors : {}) };
  return parsed.success && 'at' in moment ? { ok: true, input: parsed.data } : { ok: false, errors };
}

export type Changes = Partial<Omit<CreateReservationInput, 'status' | 'tableIds' | 'channel'>>;

/**
 * The fields that a person changed since the form showed `row` as `initial`, validated by the server's schema.
 * Unchanged fields are not sent, so they keep their exact value, to the millisecond, and edits by other users are kept
 * too.
 */
export function parseChanges(
  row: Reservation,
  initial: FormValues,
  values: FormValues,
  rules: DayRules,
): Parsed<Changes> {
  const touched: Record<string, unknown> = Object.fromEntries(
    [...TEXTS, 'guestCount' as const, 'tags' as const]
      .filter((field) => !isSameValue(values[field], initial[field]))
      .map((field) => [field, values[field]]),
  );
  if (values.day !== initial.day || values.time !== initial.time) {
    const time = values.time === initial.time ? exactTimeOf(row.reservedAt, rules.timeZone) : values.time;
    const moment = momentOf({ day: values.day, time }, rules, row);
    if ('errors' in moment) return { ok: false, errors: moment.errors };
    touched.reservedAt = moment.at;
  }
  if (Object.keys(touched).length === 0) return { ok: true, input: {} };
  const parsed = UpdateReservationInput.safeParse({ ...touched, id: row.id });
  if (!parsed.success) return { ok: false, errors: errorsOf(parsed.error) };
  const changed = Object.keys(touched).filter((field) => {
    const [before, after] = [row, parsed.data].map((from) => (from as Record<string, unknown>)[field] ?? null);
    return !isSameValue(before, after);
  });
  return { ok: true, input: Object.fromEntries(changed.map((field) => [field, parsed.data[field as keyof Changes]])) };
}

/** The fields that the issues of a VALIDATION problem name. */
export function errorsOfProblem(problem: Readonly<Record<string, unknown>>): FieldErrors {
  const issues: unknown[] = Array.isArray(problem.issues) ? problem.issues : [];
  return errorsAt(issues.map((issue) => String((issue as { path?: unknown } | null)?.path ?? '').split('.')[0] ?? ''));
}

function errorsOf({ issues }: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }): FieldErrors {
  return errorsAt(issues.map(({ path }) => String(path[0])));
}

function errorsAt(paths: readonly string[]): FieldErrors {
  return Object.fromEntries(paths.flatMap((path) => (FIELD_OF_PATH[path] ? [[FIELD_OF_PATH[path], true]] : [])));
}

/** The fields of `changes` that another user has also changed since the row was opened. */
export function conflictingFields(opened: Reservation, current: Reservation, changes: Changes): (keyof Changes)[] {
  return (Object.keys(changes) as (keyof Changes)[]).filter((key) => !isSameValue(opened[key], current[key]));
}
