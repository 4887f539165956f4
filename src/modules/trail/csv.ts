import { stringify } from 'csv-stringify/sync';
import type { TrailEntry } from './answers';
import { changesOf, textOf } from './rules';

/** The names of the columns, which scripts rely on. */
const COLUMNS = [
  ...['at', 'actorKind', 'actorId', 'actor', 'action', 'kind', 'rowId', 'row'],
  ...['field', 'before', 'after', 'requestId'],
];
const OPTIONS = {
  record_delimiter: 'windows',
  // The library itself quotes a line break only where it is the one that ends a record.
  quoted_match: /[\n\r]/,
  // A cell that begins like a formula gets an apostrophe before it, so that no spreadsheet calculates what a guest wrote.
  escape_formulas: true,
} as const;

/** Begins a file that Excel shall read as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** The first line of the file, RFC 4180. */
export function csvHead(): string {
  return stringify([COLUMNS], OPTIONS);
}

/** One line for each field that changed, and one for an entry that changed none. */
export function csvLines(entries: readonly TrailEntry[]): string {
  return stringify(entries.flatMap(linesOf), OPTIONS);
}

function linesOf({ id: _, at, actor, action, kind, rowId, rowName, before, after, requestId }: TrailEntry): string[][] {
  const who = [at, actor.kind, actor.id ?? '', actor.name ?? '', action, kind, rowId, rowName ?? ''];
  const changes = changesOf(before, after);
  if (changes.length === 0) return [[...who, '', '', '', requestId]];
  return changes.map((change) => [...who, change.field, textOf(change.before), textOf(change.after), requestId]);
}
