import type { Author } from '@/modules/access/context';
import { auditInsert } from '@/modules/audit/write-audit';
import { emit, type RowDraft } from '@/modules/events/emit';
import type { Tx } from '@/platform/db/client';

interface VenueChange {
  /** `venue.settings-changed`, `venue.suspended`, … */
  readonly action: string;
  /** Only what changed. */
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

/** Records a change of a venue itself, in its audit and its log. It is the last statement of the transaction. */
export function recordVenueChange(tx: Tx, author: Author, change: VenueChange): Promise<number> {
  const { id } = author.venue;
  const event: RowDraft = { type: 'venue-changed', id, row: { id } };
  const subject = { kind: 'venue', id };
  const audit = auditInsert(author, { ...change, entity: 'venue', entityId: id });
  return emit(tx, id, event, { subject, inserts: [audit] });
}
