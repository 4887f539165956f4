import { sql } from 'drizzle-orm';
import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '@/platform/db/columns';

export const notice = pgTable(
  'notice',
  {
    businessId: text('business_id').notNull(),
    id: text('id').notNull(),
    text: text('text').notNull(),
    /** Personal: who pinned it. */
    author: text('author').notNull(),
    version: bigint('version', { mode: 'number' }).notNull().default(0),
    removedAt: instant('removed_at'),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.id] })],
);

/** What a consumer of the log has counted: changes of notices. */
export const noticeTally = pgTable('notice_tally', {
  businessId: text('business_id').primaryKey(),
  changes: bigint('changes', { mode: 'number' }).notNull(),
});

/** In place of a migration. */
export const NOTICE_TABLES = [
  sql`create table notice (business_id text not null references business(id), id text not null, text text not null,
    author text not null, version bigint not null default 0, removed_at timestamptz, primary key (business_id, id))`,
  sql`create table notice_tally (business_id text primary key references business(id), changes bigint not null)`,
];
