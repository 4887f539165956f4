import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { instant } from '@/platform/db/columns';

/** The event log: `payload` is the JSON text that the stream sends. Gapless per business. */
export const reservationEvent = pgTable(
  'reservation_event',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    epoch: text('epoch').notNull(),
    payload: text('payload').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.seq] })],
);
