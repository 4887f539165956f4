import type { Author } from '@/modules/access/context';
import { type Audited, auditInsert } from '@/modules/audit/write-audit';
import { emit, type RowDraft } from '@/modules/events/emit';
import type { Tx } from '@/platform/db/client';

interface KeyChange extends Pick<Audited, 'action' | 'before' | 'after'> {
  readonly id: string;
}

/** Records a change of a key in the venue's audit and its log. It is the last statement of the transaction. */
export function recordKey(tx: Tx, author: Author, { id, ...audit }: KeyChange): Promise<number> {
  const event: RowDraft = { type: 'key-changed', id, row: audit.after === null ? null : { id } };
  return emit(tx, author.venue.id, event, {
    subject: { kind: 'key', id },
    inserts: [auditInsert(author, { ...audit, entity: 'key', entityId: id })],
  });
}

/** What the audit says of a key: never the key. */
export function auditedKey(key: { name: string; permissions: readonly string[]; expiresAt: Date | null }) {
  const { name, permissions, expiresAt } = key;
  return { name, permissions, expiresAt: expiresAt?.toISOString() ?? null };
}
