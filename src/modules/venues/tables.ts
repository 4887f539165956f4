import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { closedList, instant } from '@/platform/db/columns';

const POLICIES = ['ALLOW', 'WARN', 'BLOCK'] as const;

export const business = pgTable(
  'business',
  {
    id: text('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    /** IANA zone. */
    timeZone: text('time_zone').notNull(),
    /** Local hour (0 to 12) at which the business day ends. */
    cutoffHour: integer('cutoff_hour').notNull().default(4),
    capacityPolicy: text('capacity_policy', { enum: POLICIES }).notNull().default('WARN'),
    lateToleranceMinutes: integer('late_tolerance_minutes').notNull().default(30),
    suspended: boolean('suspended').notNull().default(false),
    /** Invented people and reservations, to try the product with. */
    demo: boolean('demo').notNull().default(false),
    /** ISO 3166-1 alpha-2: how phones are written here. Null is guessed from the zone. */
    country: text('country'),
    /** A process closes the venue's days since then. */
    closingAt: instant('closing_at'),
    /** Newest sequence of this business's event log. Taken under the row's lock, so number order is commit order. */
    eventSeq: bigint('event_seq', { mode: 'number' }).notNull().default(0),
    /** Events up to this sequence have been pruned. */
    eventFloor: bigint('event_floor', { mode: 'number' }).notNull().default(0),
    /** Changes when the log's history was replaced (a restore): older cursors are then refused. */
    epoch: text('epoch').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    closedList('business_policy_check', t.capacityPolicy, POLICIES),
    check('business_cutoff_check', sql`${t.cutoffHour} between 0 and 12`),
    check('business_floor_check', sql`${t.eventFloor} <= ${t.eventSeq}`),
  ],
);
