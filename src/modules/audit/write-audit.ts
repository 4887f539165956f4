import { randomUUID } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { type RowWrite, rowInsert } from '@/platform/db/row-write';
import { auditEntry } from './tables';

export interface Audited {
  /** `reservation.created`, `attendance.scanned`, … */
  readonly action: string;
  /** The kind of the changed entity, such as `reservation`. */
  readonly entity: string;
  readonly entityId: string;
  /** Only the fields that changed. */
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

/** The content of an audit entry, with the reason when a night that is over was corrected. */
export function withReason<T extends object>(values: T, reason: string | undefined): T & { reason?: string } {
  return reason === undefined ? values : { ...values, reason };
}

/** Records who did what to which row; it rolls back with the change. */
export async function recordAudit(tx: Tx, author: Author, audited: Audited): Promise<void> {
  await tx.insert(auditEntry).values(valuesOf(author, audited));
}

/** `recordAudit` as a part of the statement that changes the row; `id` is the entry's key, random without it. */
export function auditInsert(author: Author, audited: Audited, id?: SQL<string>): RowWrite {
  const values = valuesOf(author, audited);
  return id ? { table: auditEntry, values: { ...values, id } } : rowInsert(auditEntry, values);
}

function valuesOf(author: Author, audited: Audited): typeof auditEntry.$inferInsert {
  return {
    businessId: author.venue.id,
    id: randomUUID(),
    userId: author.userId,
    requestId: author.requestId,
    at: author.now,
    ...audited,
  };
}
