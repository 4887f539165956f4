import { CreateReservationInput, UpdateReservationInput } from '@/modules/reservations/schema';
import { type DayRules, localTimeOf } from '@/modules/venues/business-day';
import { exactTimeOf, instantsOnBusinessDay, offsetAt } from '@/modules/venues/wall-clock';
import type { Reservation } from '@/realtime/protocol/reservation';

/** What a person types. `day` is the business day and `time` the venue's wall clock: 01:30 is after that day's midnight. */
export interface FormValues {
  readonly customerName: string;
  readonly customerPhone: string;
  readonly customerEmail: string;
  readonly guestCount: number;
  readonly day: string;
  readonly time: string;
  readonly tableName: string;
  readonly notes: string;
  readonly status: 'PENDING' | 'CONFIRMED';
}

export type FormField = Exclude<keyof FormValues, 'status'>;
/** `skipped`: the venue's clock leaps over that time. */
export type FieldErrors = Partial<Record<FormField, true | 'skipped'>>;

const FIELD_OF_PATH: Record<string, FormField> = {
  customerName: 'customerName',
  customerPhone: 'customerPhone',
  customerEmail: 'customerEmail',
  guestCount: 'guestCount',
  reservedAt: 'day',
  tableName: 'tableName',
  notes: 'notes',
};

export function emptyForm(day: string): FormValues {
  return {
    customerName: '',
    customerPhone: '',
    customerEmail: '',
    guestCount: 2,
    day,
    time: '21:00',
    tableName: '',
    notes: '',
    status: 'CONFIRMED',
  };
}

export function formOf(row: Reservation, rules: DayRules): FormValues {
  return {
    customerName: row.customerName,
    customerPhone: row.customerPhone ?? '',
    customerEmail: row.customerEmail ?? '',
    guestCount: row.guestCount,
    day: row.businessDay,
    time: localTimeOf(row.reservedAt, rules.timeZone),
    tableName: row.tableName ?? '',
    notes: row.notes ?? '',
    status: 'CONFIRMED',
  };
}

/** Whether the wall-clock time falls after the day's midnight. */
export function isAfterMidnight(time: string, rules: DayRules): boolean {
  return Number.parseInt(time, 10) < rules.cutoffHour;
}

/** The instant that day and time name, or the field that names none. */
type Moment = { readonly at: string } | { readonly errors: FieldErrors };

/** Of a time that happens twice it is the one with the row's offset, else the earlier. */
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

export type Parsed<Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly errors: FieldErrors };

/** A new reservation, checked by the schema that the server uses. */
export function parseForm(values: FormValues, rules: DayRules): Parsed<CreateReservationInput> {
  const { day, time, ...rest } = values;
  const moment = momentOf({ day, time }, rules);
  const reservedAt = 'at' in moment ? moment.at : new Date().toISOString();
  const parsed = CreateReservationInput.safeParse({ ...rest, reservedAt });
  const errors = { ...(parsed.success ? {} : errorsOf(parsed.error)), ...('errors' in moment ? moment.errors : {}) };
  return parsed.success && 'at' in moment ? { ok: true, input: parsed.data } : { ok: false, errors };
}

export type Changes = Partial<Omit<CreateReservationInput, 'status'>>;

const TEXTS = ['customerName', 'customerPhone', 'customerEmail', 'guestCount', 'tableName', 'notes'] as const;

/**
 * The fields that a person changed since the form showed `row` as `initial`, checked by the server's schema. What was not touched is not
 * sent, so it stays as it is to the millisecond, and others' edits of it stay too.
 */
export function parseChanges(
  row: Reservation,
  initial: FormValues,
  values: FormValues,
  rules: DayRules,
): Parsed<Changes> {
  const touched: Record<string, unknown> = Object.fromEntries(
    TEXTS.filter((field) => values[field] !== initial[field]).map((field) => [field, values[field]]),
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
    return before !== after;
  });
  return { ok: true, input: Object.fromEntries(changed.map((field) => [field, parsed.data[field as keyof Changes]])) };
}

/** Fields named by a VALIDATION problem's issues. */
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

/** Fields of `changes` that somebody else changed too since the row was opened. */
export function conflictingFields(opened: Reservation, current: Reservation, changes: Changes): (keyof Changes)[] {
  return (Object.keys(changes) as (keyof Changes)[]).filter((key) => opened[key] !== current[key]);
}
