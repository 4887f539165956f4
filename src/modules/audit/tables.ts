import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import { instant } from '@/platform/db/columns';

/** Who did what to which row. Written in the transaction of the change, so that it rolls back with it. */
export const auditEntry = pgTable(
  'audit_entry',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    /** For the change of a row, the number of its event: the version that the change gave to the row. Else random. */
    id: text('id').notNull(),
    userId: text('user_id').references(() => user.id, { onDelete: 'set null' }),
    action: text('action').notNull(),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
    requestId: text('request_id').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    index('audit_entity_idx').on(t.businessId, t.entity, t.entityId, t.at),
    // The trail by time. What it is filtered by stands in the index too, so that few rows are fetched to be left out.
    index('audit_trail_idx').on(t.businessId, t.at, t.id, t.entity, t.userId),
    // The entries of a reservation are removed with its night.
    index('audit_age_idx').on(t.at).where(sql`${t.entity} <> 'reservation'`),
  ],
);
