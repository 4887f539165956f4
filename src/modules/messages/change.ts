import type { Author } from '@/modules/access/context';
import { auditInsert } from '@/modules/audit/write-audit';
import { emit, type RowDraft } from '@/modules/events/emit';
import type { Tx } from '@/platform/db/client';
import type { RowWrite } from '@/platform/db/row-write';
import type { MessageRecord } from './rows';
import type { TemplateText } from './template-rules';

/** Tells the venue's screens that a message changed. It is the last statement of the transaction. */
export function announceMessage(
  tx: Tx,
  { businessId, id }: Pick<MessageRecord, 'businessId' | 'id'>,
  inserts: readonly RowWrite[] = [],
): Promise<number> {
  const event: RowDraft = { type: 'message-changed', id, row: { id } };
  return emit(tx, businessId, event, { subject: { kind: 'message', id }, inserts });
}

interface TemplateChange {
  readonly action: 'template.changed' | 'template.reset';
  /** Its kind and language, such as `confirmation.es`. */
  readonly id: string;
  readonly before: TemplateText;
  readonly after: TemplateText;
}

/** Records a change of a template in the venue's audit and its log. It is the last statement of the transaction; returns the event's number. */
export function recordTemplate(
  tx: Tx,
  author: Author,
  { action, id, before, after }: TemplateChange,
  inserts: readonly RowWrite[],
): Promise<number> {
  const event: RowDraft = { type: 'template-changed', id, row: { id } };
  const pick = ({ subject, body }: TemplateText) => ({ subject, body });
  const audit = auditInsert(author, {
    ...{ action, entity: 'template', entityId: id },
    ...{ before: pick(before), after: pick(after) },
  });
  return emit(tx, author.venue.id, event, { subject: { kind: 'template', id }, inserts: [audit, ...inserts] });
}
