import type { Author } from '@/modules/access/context';
import { changer } from '@/modules/events/change';
import type { Tx } from '@/platform/db/client';
import type { RowWrite } from '@/platform/db/row-write';
import { type EntryRow, toEntry } from './rows';
import { waitlistEntry } from './tables';

const write = changer('waitlist-entry', waitlistEntry);

interface EntryChange {
  /** Absent for an entry that has just been inserted. */
  readonly fields?: Partial<EntryRow>;
  readonly action: `waitlist.${string}`;
  readonly inserts?: readonly RowWrite[];
}

/** What the trail says of an entry: what people wrote and decided. */
const AUDITED = [
  ...([
    'customerName',
    'customerPhone',
    'customerEmail',
    'guestCount',
    'businessDay',
    'wishFrom',
    'wishUntil',
  ] as const),
  ...(['notes', 'priority', 'source', 'state', 'offerAt', 'offerTables', 'offerExpiresAt'] as const),
];

/** Writes a locked entry with its audit entry and its event: every write of an entry uses it. */
export function changeEntry(tx: Tx, author: Author, before: EntryRow, change: EntryChange): Promise<EntryRow> {
  const { fields, action, inserts } = change;
  const after = { ...before, ...fields };
  const names = AUDITED.filter((name) =>
    fields ? name in fields && !isSame(before[name], after[name]) : after[name] !== null,
  );
  const pick = (row: EntryRow) => Object.fromEntries(names.map((name) => [name, plain(row[name])]));
  return write(tx, author, before, {
    ...(fields ? { fields } : {}),
    audit: { action, before: fields ? pick(before) : null, after: pick(after) },
    event: { type: 'waitlist-entry-changed', id: before.id, row: toEntry(after) },
    ...(inserts ? { inserts } : {}),
  });
}

/** Writes who an entry is about, and says so without telling whom. */
export function clearEntry(
  tx: Tx,
  author: Author,
  before: EntryRow,
  fields: Pick<EntryRow, 'customerName' | 'customerPhone' | 'customerEmail' | 'notes'>,
): Promise<EntryRow> {
  return write(tx, author, before, {
    fields,
    audit: { action: 'waitlist.person-erased', before: null, after: null },
    event: { type: 'waitlist-entry-changed', id: before.id, row: toEntry({ ...before, ...fields }) },
  });
}

const plain = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
const isSame = (one: unknown, other: unknown) => plain(one) === plain(other);
