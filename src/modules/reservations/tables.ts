import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

export const STATUSES = ['PENDING', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'NO_SHOW'] as const;

const CHANNELS = ['ONLINE', 'IN_HOUSE', 'WALK_IN'] as const;

export const reservation = pgTable(
  'reservation',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    /** Short code for people, unique in the business. */
    code: text('code').notNull(),
    customerName: text('customer_name').notNull(),
    customerPhone: text('customer_phone'),
    customerEmail: text('customer_email'),
    guestCount: integer('guest_count').notNull(),
    reservedAt: instant('reserved_at').notNull(),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
    status: text('status', { enum: STATUSES }).notNull(),
    /** The status that undo restores when the count returns to 0. */
    statusBeforeCheckIn: text('status_before_check_in', { enum: STATUSES }),
    /** The status in which the count rose from 0, which a return to 0 restores. */
    countedFrom: text('counted_from', { enum: STATUSES }),
    /**
     * When the end of its day closed it, or a manager corrected it after that: from then on the end of the day does not
     * change it.
     */
    closedAt: instant('closed_at'),
    /** Σ of the ledger's FIRST entries and of what was undone of them. */
    scanCount: integer('scan_count').notNull().default(0),
    /** What people read of its tables: their names, or what somebody wrote. */
    tableName: text('table_name'),
    /** The tables that it has, or had while it was expected; null without any. */
    tableIds: text('table_ids').array(),
    /** By whom it was booked; null is the same as `IN_HOUSE`. */
    channel: text('channel', { enum: CHANNELS }),
    notes: text('notes'),
    /** How many minutes after the reserved time the guest has said that they will arrive. */
    lateMinutes: integer('late_minutes'),
    /** When the guest has said that they are on their way. */
    onWayAt: instant('on_way_at'),
    /** When the party sat down at its tables, and when it left them. */
    seatedAt: instant('seated_at'),
    leftAt: instant('left_at'),
    /** What the people of the venue must know at once, of `TAGS`; null is the same as none. */
    tags: text('tags').array(),
    /** The sequence of the event that last changed this row. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
    idempotencyKey: text('idempotency_key'),
    idempotencyHash: text('idempotency_hash'),
    createdBy: text('created_by').references(() => user.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull().defaultNow(),
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    uniqueIndex('reservation_code_idx').on(t.businessId, t.code),
    uniqueIndex('reservation_idempotency_idx').on(t.businessId, t.idempotencyKey),
    index('reservation_phone_idx').on(t.businessId, t.customerPhone).where(sql`${t.customerPhone} is not null`),
    index('reservation_day_idx').on(t.businessId, t.businessDay, t.reservedAt),
    index('reservation_open_idx')
      .on(t.businessId, t.businessDay)
      .where(
        sql`${t.closedAt} is null and ${t.deletedAt} is null and ${t.status} in ('PENDING', 'CONFIRMED', 'CHECKED_IN')`,
      ),
    // The index contains only the keys that are still kept.
    index('reservation_idempotency_age_idx').on(t.createdAt).where(sql`${t.idempotencyKey} is not null`),
    closedList('reservation_status_check', t.status, STATUSES),
    closedList('reservation_status_before_check', t.statusBeforeCheckIn, STATUSES),
    closedList('reservation_counted_from_check', t.countedFrom, STATUSES),
    closedList('reservation_channel_check', t.channel, CHANNELS),
    check('reservation_guests_check', sql`${t.guestCount} >= 1`),
    check('reservation_count_check', sql`${t.scanCount} >= 0`),
  ],
);
