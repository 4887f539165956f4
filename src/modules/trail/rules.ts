/** How many days one export may hold. */
export const MAX_EXPORT_DAYS = 366;
const DAY_MS = 24 * 60 * 60_000;

/** Whole days from one calendar day to a later one, both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

type Values = Readonly<Record<string, unknown>> | null;

/** One field that an entry changed. */
export interface FieldChange {
  readonly field: string;
  /** Undefined when the entry says nothing of it. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Said by the entry itself: its row, the position of its row in the log, and when it was made. */
const OF_THE_ENTRY: ReadonlySet<string> = new Set(['id', 'version', 'createdAt', 'businessDay']);

/**
 * The fields that differ between what a row was and what it became, in the order in which they are given. A field
 * that is empty on both sides has not changed.
 */
export function changesOf(before: Values, after: Values): FieldChange[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .filter((field) => !OF_THE_ENTRY.has(field))
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((change) => textOf(change.before) !== textOf(change.after));
}

/** A value as one text: nothing for what is empty, the JSON of what is not a text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return JSON.stringify(value);
}
