import type { Author } from '@/modules/access/context';
import { auditInsert } from '@/modules/audit/write-audit';
import { emit, type RowDraft } from '@/modules/events/emit';
import type { Tx } from '@/platform/db/client';
import type { RowWrite } from '@/platform/db/row-write';

interface AccessChange {
  readonly kind: 'member' | 'invitation';
  /** The user's id, or the invitation's. */
  readonly id: string;
  readonly action: string;
  /** How the role is called: `titleOf`. */
  readonly before: string | null;
  readonly after: string | null;
  /** What else the audit says of what became of it; never a name or an address, because the audit cannot be changed. */
  readonly details?: Record<string, string>;
}

/**
 * Records a change of who works for the venue, in its audit and its log, with rows that belong to it. It is the last
 * statement of the transaction.
 */
export function recordAccess(
  tx: Tx,
  author: Author,
  change: AccessChange,
  inserts: readonly RowWrite[] = [],
): Promise<number> {
  const { kind, id, action, before, after, details = {} } = change;
  const roleOf = (role: string | null, said: object) => (role === null ? null : { role, ...said });
  const audit = {
    ...{ action, entity: kind, entityId: id },
    before: roleOf(before, after === null ? details : {}),
    after: roleOf(after, details),
  };
  const event: RowDraft = { type: `${kind}-changed`, id, row: after === null ? null : { id } };
  return emit(tx, author.venue.id, event, { subject: { kind, id }, inserts: [...inserts, auditInsert(author, audit)] });
}

/** Tells the venue's screens that an invitation changed. It is the last statement of the transaction. */
export function announceInvitation(tx: Tx, businessId: string, id: string): Promise<number> {
  const event: RowDraft = { type: 'invitation-changed', id, row: { id } };
  return emit(tx, businessId, event, { subject: { kind: 'invitation', id } });
}
