import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import { instant } from '@/platform/db/columns';

/** What a device told of an outage of its own: how often it tried in vain, and why. The newest of each business are kept. */
export const clientReport = pgTable(
  'client_report',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    /** Chosen by the device, one per outage: what it tells later of the same outage replaces it. */
    id: text('id').notNull(),
    userId: text('user_id').references(() => user.id, { onDelete: 'cascade' }),
    device: text('device').notNull(),
    /** Failed attempts by kind: `{ unreachable: 4, limited: 1 }`. */
    causes: jsonb('causes').$type<Record<string, number>>().notNull(),
    attempts: integer('attempts').notNull(),
    downMs: integer('down_ms').notNull(),
    /** False while the device still has no stream and lives on polling. */
    recovered: boolean('recovered').notNull(),
    /** What the device had before, and has now: `raw`, `web`, `buffered`, `polling`. */
    transport: text('transport').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.id] }), index('client_report_at_idx').on(t.businessId, t.at)],
);

/** What the auditor found when it compared a device's rows with the database's. The newest of each business are kept. */
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
    /** Sequence at which the device stood. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** Rows compared. */
    rows: integer('rows').notNull(),
    /** The page was out of sight when it answered. */
    hidden: boolean('hidden').notNull(),
    /** The rows that differ and in what, the first twenty. */
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

/** Who was made an operator, or was no longer, and when. Append-only. */
export const operatorChange = pgTable('operator_change', {
  id: text('id').primaryKey(),
  userId: text('user_id').references(() => user.id, { onDelete: 'set null' }),
  operator: boolean('operator').notNull(),
  /** The account of the machine that ran the command. */
  by: text('by').notNull(),
  at: instant('at').notNull().defaultNow(),
});
