/** What stands in place of the name of somebody who was erased, in every language. Migration 0015 writes the same. */
export const ERASED_NAME = '—';

/** What a reservation, an event or an audit entry says of a person, and what stands there once it is erased. */
const PERSON: Readonly<Record<string, string | null>> = {
  customerName: ERASED_NAME,
  customerPhone: null,
  customerEmail: null,
  notes: null,
  // Allergies and mobility are health.
  tags: null,
  reason: null,
};
const NOTES: Readonly<Record<string, null>> = { notes: null, reason: null };

/** What is erased: all that names a person, or the free text alone. */
export type Erased = 'person' | 'notes';

/** A reservation's columns once the person is erased. */
export const ERASED_FIELDS = {
  customerName: ERASED_NAME,
  customerPhone: null,
  customerEmail: null,
  notes: null,
  tags: null,
} as const;

/** The JSON text of an event without what is erased; its other fields, and their order, stay. */
export function redactEvent(payload: string, what: Erased): string {
  return JSON.stringify(redacted(JSON.parse(payload), what === 'person' ? PERSON : NOTES));
}

/** Whole rows and changed fields stand inside an event. */
function redacted(value: unknown, fields: Readonly<Record<string, string | null>>): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name in fields ? fields[name] : redacted(inner, fields)]),
  );
}
