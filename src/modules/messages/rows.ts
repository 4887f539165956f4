import { sql } from 'drizzle-orm';
import type { outboxMessage } from './tables';

export type MessageRecord = typeof outboxMessage.$inferSelect;

/** Whether a newer message about the same subject exists, which replaces it; for a query of `outbox_message`. */
export const hasNewer = sql<boolean>`exists (select from outbox_message as newer
  where newer.business_id = outbox_message.business_id and newer.subject_id = outbox_message.subject_id
    and newer.version > outbox_message.version)`;
