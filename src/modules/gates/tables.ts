import { sql } from 'drizzle-orm';
import { bigint, boolean, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { closedList } from '@/platform/db/columns';

const DIRECTIONS = ['IN', 'OUT', 'BOTH'] as const;

/** The places at which a venue counts people. */
export const gate = pgTable(
  'gate',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    name: text('name').notNull(),
    direction: text('direction', { enum: DIRECTIONS }).notNull(),
    /** Whether devices may choose it. */
    active: boolean('active').notNull().default(true),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    uniqueIndex('gate_name_idx').on(t.businessId, sql`lower(${t.name})`),
    closedList('gate_direction_check', t.direction, DIRECTIONS),
  ],
);
