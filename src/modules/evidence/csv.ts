import { stringify } from 'csv-stringify/sync';

/** One line of a night's evidence: an entry of the ledger, or one that is held. */
export interface Evidence {
  /** COUNTED: in the ledger. HELD: delivered by a phone, and not counted. */
  readonly state: 'COUNTED' | 'HELD';
  /** The number of its event in the venue's log; null for what is held. */
  readonly seq: number | null;
  readonly id: string | null;
  readonly nonce: string;
  /** When it happened and when the server had it, by the server's clock; `deviceAt` by the phone's, where one delivered it. */
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly deviceAt: string | null;
  readonly flow: string | null;
  readonly kind: string | null;
  readonly delta: number | null;
  readonly method: string | null;
  readonly gateId: string | null;
  readonly gate: string | null;
  readonly category: string | null;
  /** The code of the reservation: never a guest's name. */
  readonly reservation: string | null;
  /** Who counted, and who delivered it. */
  readonly by: string | null;
  readonly byName: string | null;
  readonly deliveredBy: string | null;
  readonly deviceId: string | null;
  readonly forced: boolean | null;
  /** Why it was let in, or why it is held. */
  readonly reason: string | null;
  /** The id of the entry that it takes back. */
  readonly undoOf: string | null;
}

/** The names of the columns, which scripts rely on. */
const COLUMNS = [
  ...(['state', 'seq', 'id', 'nonce', 'occurredAt', 'receivedAt', 'deviceAt', 'flow', 'kind', 'delta'] as const),
  ...(['method', 'gateId', 'gate', 'category', 'reservation', 'by', 'byName', 'deliveredBy', 'deviceId'] as const),
  ...(['forced', 'reason', 'undoOf'] as const),
] as const satisfies (keyof Evidence)[];
const OPTIONS = {
  record_delimiter: 'windows',
  // The library itself quotes a line break only where it is the one that ends a record.
  quoted_match: /[\n\r]/,
  // No spreadsheet calculates what a person wrote.
  escape_formulas: true,
} as const;

export function csvHead(): string {
  return stringify([[...COLUMNS]], OPTIONS);
}

export function csvLines(rows: readonly Evidence[]): string {
  return stringify(
    rows.map((row) => COLUMNS.map((column) => (row[column] === null ? '' : String(row[column])))),
    OPTIONS,
  );
}
