import { CreateReservationInput } from '@/domain/reservations/schema';
import { type DayRules, instantOnBusinessDay, localTimeOf } from '@/domain/venues/business-day';
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
export type FieldErrors = Partial<Record<FormField, true>>;

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

function reservedAtOf({ day, time }: FormValues, rules: DayRules): string {
  try {
    return instantOnBusinessDay(day, time, rules);
  } catch {
    return '';
  }
}

export type Parsed =
  | { readonly ok: true; readonly input: CreateReservationInput }
  | { readonly ok: false; readonly errors: FieldErrors };

/** Checked by the schema that the server uses. */
export function parseForm(values: FormValues, rules: DayRules): Parsed {
  const { day: _day, time: _time, ...rest } = values;
  const parsed = CreateReservationInput.safeParse({ ...rest, reservedAt: reservedAtOf(values, rules) });
  if (parsed.success) return { ok: true, input: parsed.data };
  const { day, ...errors } = errorsAt(parsed.error.issues.map(({ path }) => String(path[0])));
  return { ok: false, errors: { ...errors, ...(day && (values.day ? { time: true } : { day: true })) } };
}

/** Fields named by a VALIDATION problem's issues. */
export function errorsOfProblem(problem: Readonly<Record<string, unknown>>): FieldErrors {
  const issues: unknown[] = Array.isArray(problem.issues) ? problem.issues : [];
  return errorsAt(issues.map((issue) => String((issue as { path?: unknown } | null)?.path ?? '').split('.')[0] ?? ''));
}

function errorsAt(paths: readonly string[]): FieldErrors {
  return Object.fromEntries(paths.flatMap((path) => (FIELD_OF_PATH[path] ? [[FIELD_OF_PATH[path], true]] : [])));
}

export type Changes = Partial<Omit<CreateReservationInput, 'status'>>;

/** Only what differs from the row as it was opened, so that others' edits of other fields stay. */
export function changesFrom(row: Reservation, input: CreateReservationInput): Changes {
  const { status: _, ...fields } = input;
  const before: Record<string, unknown> = { ...row, reservedAt: Date.parse(row.reservedAt) };
  const differs = ([key, value]: [string, unknown]) =>
    key === 'reservedAt' ? Date.parse(String(value)) !== before[key] : (value ?? null) !== (before[key] ?? null);
  return Object.fromEntries(Object.entries(fields).filter(differs)) as Changes;
}

/** Fields of `changes` that somebody else changed too since the row was opened. */
export function conflictingFields(opened: Reservation, current: Reservation, changes: Changes): (keyof Changes)[] {
  return (Object.keys(changes) as (keyof Changes)[]).filter((key) => opened[key] !== current[key]);
}
