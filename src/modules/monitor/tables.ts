import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import { instant } from '@/platform/db/columns';

/**
 * A device's reports of its own outages: how many attempts failed, and why. Only the newest of each business are kept.
 */
export const clientReport = pgTable(
  'client_report',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    /** Chosen by the device, one per outage: a later report of the same outage replaces it. */
    id: text('id').notNull(),
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    device: text('device').notNull(),
    /** Failed attempts by kind: `{ unreachable: 4, limited: 1 }`. */
    causes: jsonb('causes').$type<Record<string, number>>().notNull(),
    attempts: integer('attempts').notNull(),
    downMs: integer('down_ms').notNull(),
    /** False while the device still has no stream and uses polling. */
    recovered: boolean('recovered').notNull(),
    /** The transport that the device had before, and has now: `raw`, `web`, `buffered`, `polling`. */
    transport: text('transport').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.id] }), index('client_report_at_idx').on(t.businessId, t.at)],
);

/**
 * The verdicts of device checks, which compare a device's rows with the database's. Only the newest of each business
 * are kept.
 */
export const deviceAudit = pgTable(
  'device_audit',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    connectionId: text('connection_id').notNull(),
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    device: text('device').notNull(),
    verdict: text('verdict', { enum: ['in-sync', 'differs', 'healed', 'moved', 'silent'] }).notNull(),
    /** The sequence that the device's rows had reached. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** The number of rows compared. */
    rows: integer('rows').notNull(),
    /** The page was not visible when it answered. */
    hidden: boolean('hidden').notNull(),
    /** The rows that differ and the parts in which they differ, the first twenty. */
    differences: jsonb('differences').$type<RowDifference[]>().notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    index('device_audit_at_idx').on(t.businessId, t.at),
    index('device_audit_connection_idx').on(t.connectionId, t.at),
  ],
);

interface RowDifference {
  id: string;
  day: string;
  kind: 'missing' | 'extra' | 'changed';
  parts: string[];
}

/** Who became an operator, or stopped being one, and when. Append-only. */
export const operatorChange = pgTable('operator_change', {
  id: text('id').primaryKey(),
  userId: text('user_id').references(() => user.id, { onDelete: 'set null' }),
  operator: boolean('operator').notNull(),
  /** The operating-system account that ran the command. */
  by: text('by').notNull(),
  at: instant('at').notNull().defaultNow(),
});
