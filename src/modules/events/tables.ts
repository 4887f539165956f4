import { bigint, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { instant } from '@/platform/db/columns';

/**
 * The event log of every venue, gapless per venue. `payload` is the JSON text that the stream sends; the other columns
 * state what it is about, so that a reader need not parse it. They are null in rows that a process of the previous
 * version wrote.
 */
export const venueEvent = pgTable(
  'reservation_event',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    epoch: text('epoch').notNull(),
    /** The event's `type`. */
    type: text('type'),
    /** The subject of the event: the name of its kind, such as `reservation`, and its id. */
    subjectKind: text('subject_kind'),
    subjectId: text('subject_id'),
    payload: text('payload').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.seq] })],
);

/** The position of each durable consumer of the log: every event up to `seq` has been handled. */
export const eventConsumer = pgTable(
  'event_consumer',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.name] })],
);
