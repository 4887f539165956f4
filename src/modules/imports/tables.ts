import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

const STATES = ['RUNNING', 'DONE', 'UNDOING', 'UNDONE'] as const;
const ROW_STATES = ['WAITING', 'CREATED', 'SAME', 'FAILED', 'REMOVED', 'KEPT'] as const;

/** A file whose reservations are brought in, and what became of its rows. */
export const reservationImport = pgTable(
  'reservation_import',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    fileName: text('file_name').notNull(),
    state: text('state', { enum: STATES }).notNull(),
    /** The rows of the file, and how many of them were not brought in from the start. */
    total: integer('total').notNull(),
    invalid: integer('invalid').notNull(),
    past: integer('past').notNull(),
    same: integer('same').notNull(),
    created: integer('created').notNull().default(0),
    failed: integer('failed').notNull().default(0),
    /** Of an import that is taken back. */
    removed: integer('removed').notNull().default(0),
    kept: integer('kept').notNull().default(0),
    idempotencyKey: text('idempotency_key'),
    idempotencyHash: text('idempotency_hash'),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    /** When its last row was written, or taken back. */
    endedAt: instant('ended_at'),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    uniqueIndex('import_idempotency_idx').on(t.businessId, t.idempotencyKey),
    // A venue has one import at a time that is being written or taken back.
    uniqueIndex('import_open_idx').on(t.businessId).where(sql`${t.state} in ('RUNNING', 'UNDOING')`),
    index('import_age_idx').on(t.createdAt),
    closedList('import_state_check', t.state, STATES),
  ],
);

/** A row of a file that is to become a reservation. */
export const importRow = pgTable(
  'reservation_import_row',
  {
    businessId: text('business_id').notNull(),
    importId: text('import_id').notNull(),
    /** Its line in the file. */
    line: integer('line').notNull(),
    state: text('state', { enum: ROW_STATES }).notNull(),
    /** The reservation as it is to be created; null as soon as that is decided. */
    content: jsonb('content').$type<Readonly<Record<string, unknown>>>(),
    reservationId: text('reservation_id'),
    /** Of the reservation when it was created: with a greater one, somebody has changed it. */
    reservationVersion: bigint('reservation_version', { mode: 'number' }),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.importId, t.line] }),
    foreignKey({
      name: 'import_row_import_fk',
      columns: [t.businessId, t.importId],
      foreignColumns: [reservationImport.businessId, reservationImport.id],
    }).onDelete('cascade'),
    closedList('import_row_state_check', t.state, ROW_STATES),
  ],
);
