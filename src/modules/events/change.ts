import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Author } from '@/modules/access/context';
import { type Audited, auditInsert } from '@/modules/audit/write-audit';
import type { Tx } from '@/platform/db/client';
import type { RowWrite } from '@/platform/db/row-write';
import { type Alongside, EVENT_KEY, EVENT_SEQ, type EventDraft, emit, type RowDraft } from './emit';

/**
 * A table of one kind of entity: each row belongs to a venue and holds the number of the event that last changed it.
 */
type VersionedTable = PgTable & { readonly businessId: PgColumn; readonly id: PgColumn; readonly version: PgColumn };
interface VersionedRow {
  readonly id: string;
  readonly version: number;
}

export interface Change<Row, Draft> {
  /** The row's new values; absent for a row that has just been inserted. */
  readonly fields?: Partial<Row>;
  readonly audit: Omit<Audited, 'entity' | 'entityId'>;
  readonly event: Draft;
  /** Rows that belong to the change. They may use EVENT_SEQ. */
  readonly inserts?: readonly RowWrite[];
}

/**
 * The only way to change a row of `table`, whose rows are entities of the kind `kind`. The caller holds the row's lock
 * and has decided that the change is allowed. Row, audit entry, event and `inserts` are one statement, the last one of
 * the transaction; the audit entry has the row's new version as its key. Returns the row after the change. `emitOne` is the kind's own `emit`, where the kind has its own
 * event types.
 */
export function changer<T extends VersionedTable, Draft extends EventDraft = RowDraft>(
  kind: Audited['entity'],
  table: T,
  emitOne: (tx: Tx, businessId: string, draft: Draft, alongside: Alongside) => Promise<number> = emit,
) {
  return async <Row extends VersionedRow>(
    tx: Tx,
    author: Author,
    before: Row,
    change: Change<Row, Draft>,
  ): Promise<Row> => {
    const { fields = {}, audit, event, inserts = [] } = change;
    const { id } = before;
    const version = await emitOne(tx, author.venue.id, event, {
      subject: { kind, id },
      bump: { table, values: { ...fields, version: EVENT_SEQ }, where: { businessId: author.venue.id, id } },
      inserts: [...inserts, auditInsert(author, { ...audit, entity: kind, entityId: id }, EVENT_KEY)],
    });
    return { ...before, ...fields, version };
  };
}
