import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import type { Tx } from '@/platform/db/client';
import { auditEntry } from './tables';

export interface Audited {
  /** `reservation.created`, `attendance.scanned`, … */
  readonly action: string;
  readonly entity: 'reservation' | 'business';
  readonly entityId: string;
  /** Only what changed. */
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

/** What an audit entry tells of a change, with why a night that is over was corrected. */
export function withReason<T extends object>(values: T, reason: string | undefined): T & { reason?: string } {
  return reason === undefined ? values : { ...values, reason };
}

/** Who did what to which row; rolls back with the change it tells of. */
export async function recordAudit(tx: Tx, author: Author, audited: Audited): Promise<void> {
  await insertAudit(tx, author, audited);
}

/** `recordAudit` as a statement that has not run, for one that is part of another. */
export function insertAudit(tx: Tx, author: Author, audited: Audited) {
  return tx.insert(auditEntry).values({
    businessId: author.venue.id,
    id: randomUUID(),
    userId: author.userId,
    requestId: author.requestId,
    at: author.now,
    ...audited,
  });
}
