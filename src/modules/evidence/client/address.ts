import { type EvidenceFilter, FIGURES, type Figure } from '../rules';

/** What the screen of a night's evidence shows: its figures, or what is behind one of them. */
export interface EvidenceView extends EvidenceFilter {
  /** The incidents of one kind, or ALL_KINDS. */
  readonly kind?: string | undefined;
}

export const ALL_KINDS = 'all';

/** The names of the fields in an address. */
const NAMES = {
  ...{ figure: 'cifra', gate: 'puerta', by: 'persona', party: 'grupo', incident: 'incidencia', kind: 'clase' },
} as const satisfies Record<keyof EvidenceView, string>;
const FIELDS = Object.keys(NAMES) as (keyof EvidenceView)[];

/** The address of what is behind a figure of a night; without a filter, of all its figures. `venue` is a slug. */
export function evidenceHref({ venue, day, ...view }: EvidenceView & { venue: string; day: string }): string {
  const query = new URLSearchParams({ local: venue, dia: day });
  for (const field of FIELDS) {
    const value = view[field];
    if (value !== undefined) query.set(NAMES[field], value);
  }
  return `/evidencia?${query}`;
}

/** The view that the query of an address asks for. A figure that this version does not know is left out. */
export function readView(search: string): EvidenceView {
  const query = new URLSearchParams(search);
  const given = FIELDS.map((field) => [field, query.get(NAMES[field])] as const).filter(
    ([field, value]) => value && (field !== 'figure' || FIGURES.includes(value as Figure)),
  );
  return Object.fromEntries(given);
}

/** Whether a view is of what is behind a figure, not of all the figures. */
export function isListed(view: EvidenceView): boolean {
  return FIELDS.some((field) => view[field] !== undefined);
}
