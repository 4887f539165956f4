import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

const STATES = ['WAITING', 'SENDING', 'SENT', 'FAILED', 'SUPERSEDED', 'EXPIRED'] as const;

/** A text that was not saved, and the kind that it is of. */
export interface Draft {
  readonly kind: string;
  readonly subject: string;
  readonly body: string;
}

/** One e-mail to one person. The row is written with the change that it tells of; its text is written when it is sent. */
export const outboxMessage = pgTable(
  'outbox_message',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    /** What it tells, such as `confirmation`; the server's list of kinds says how. */
    kind: text('kind').notNull(),
    /** The reservation, the link or the time kept for somebody that it is about. */
    subjectId: text('subject_id').notNull(),
    /** Of two messages about one subject, the greater version replaces the other while that one waits. */
    version: bigint('version', { mode: 'number' }).notNull(),
    recipient: text('recipient').notNull(),
    locale: text('locale').notNull(),
    /** The token of the link in it, or the code, sealed; null for a message without either, and once that has ended. */
    sealedToken: text('sealed_token'),
    state: text('state', { enum: STATES }).notNull().default('WAITING'),
    /** Why it was not sent: a code, such as `SMTP_550` or `ECONNREFUSED`. */
    reason: text('reason'),
    attempts: integer('attempts').notNull().default(0),
    /** How often a person has asked to send it again: each time it is another e-mail. */
    round: integer('round').notNull().default(0),
    /** It is not tried before this time; while it is being sent, the time at which that claim ends. */
    notBefore: instant('not_before').notNull(),
    /** From this time on it would tell nothing of use, and is not sent. */
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    /** Of a test, which is the text itself; null for every other message, whose text is written when it is sent. */
    draft: jsonb('draft').$type<Draft>(),
    /** The run that is sending it. */
    claimedBy: text('claimed_by'),
    sentAt: instant('sent_at'),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    uniqueIndex('outbox_dedupe_idx').on(t.businessId, t.kind, t.subjectId, t.version),
    index('outbox_due_idx').on(t.notBefore).where(sql`${t.state} in ('WAITING', 'SENDING')`),
    index('outbox_subject_idx').on(t.businessId, t.subjectId, t.version),
    index('outbox_list_idx').on(t.businessId, t.createdAt),
    index('outbox_age_idx').on(t.expiresAt),
    closedList('outbox_state_check', t.state, STATES),
  ],
);

/** The text of a kind in a language, where a venue writes its own: none is the built-in one. */
export const messageTemplate = pgTable(
  'message_template',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    kind: text('kind').notNull(),
    locale: text('locale').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    /** The number of the event of its last change. */
    version: bigint('version', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.kind, t.locale] })],
);
