import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from '../db/columns';

/**
 * The data that the server processes on one PostgreSQL exchange. All of it can be lost: the tables of processes and streams are
 * UNLOGGED (by the migration), and a process that no longer finds its own row writes everything again.
 */
export const instance = pgTable('instance', {
  id: text('id').primaryKey(),
  startedAt: instant('started_at').notNull().defaultNow(),
  /** By the database's clock, like all times here. */
  seenAt: instant('seen_at').notNull().defaultNow(),
});

/** Open streams of one process, by business and by user. */
export const streamCount = pgTable(
  'stream_count',
  {
    instanceId: text('instance_id')
      .notNull()
      .references(() => instance.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['business', 'user'] }).notNull(),
    key: text('key').notNull(),
    streams: integer('streams').notNull(),
    /** The transaction that wrote the row: other processes read rows that are not older than their last snapshot. */
    changedXid: bigint('changed_xid', { mode: 'bigint' }).notNull(),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.instanceId, t.kind, t.key] }),
    index('stream_count_changed_idx').on(t.changedXid),
    // Contains only counts that have ended and wait to be removed.
    index('stream_count_ended_idx').on(t.changedAt).where(sql`${t.streams} = 0`),
  ],
);

/** Businesses whose streams are being watched; `*` is all of them. */
export const streamWatch = pgTable('stream_watch', {
  businessId: text('business_id').primaryKey(),
  until: instant('until').notNull(),
});

/** The streams of a watched business in one process, as StreamInfo. */
export const streamList = pgTable(
  'stream_list',
  {
    instanceId: text('instance_id')
      .notNull()
      .references(() => instance.id, { onDelete: 'cascade' }),
    businessId: text('business_id').notNull(),
    streams: jsonb('streams').notNull(),
    listedAt: instant('listed_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.instanceId, t.businessId] }), index('stream_list_business_idx').on(t.businessId)],
);

/** Streams that a person has asked to close, until the process that has them closes them. */
export const streamClosing = pgTable('stream_closing', {
  connectionId: text('connection_id').primaryKey(),
  askedAt: instant('asked_at').notNull().defaultNow(),
});
