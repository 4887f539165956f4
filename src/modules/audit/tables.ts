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
    // Rows of reservations go with their night.
    index('audit_age_idx').on(t.at).where(sql`${t.entity} <> 'reservation'`),
  ],
);
