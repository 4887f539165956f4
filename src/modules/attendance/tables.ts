import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { user } from '@/modules/access/tables';
import { reservation, STATUSES } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

const METHODS = ['QR', 'MANUAL', 'WALK_IN', 'UNDO'] as const;
const ATTEMPT_METHODS = ['QR', 'MANUAL', 'UNDO'] as const;

/** Append-only ledger of attendance: the only truth of who came in. */
export const attendanceEntry = pgTable(
  'attendance_entry',
  {
    businessId: text('business_id').notNull(),
    id: text('id').notNull(),
    reservationId: text('reservation_id').notNull(),
    delta: integer('delta').notNull(),
    nonce: text('nonce').notNull(),
    /** SHA-256 of what was asked: the same nonce with another request is refused. */
    requestHash: text('request_hash').notNull(),
    method: text('method', { enum: METHODS }).notNull(),
    undoOf: text('undo_of'),
    gateId: text('gate_id'),
    userId: text('user_id').references(() => user.id, { onDelete: 'set null' }),
    /** The device's clock. */
    occurredAt: instant('occurred_at').notNull(),
    /** The server's clock. */
    receivedAt: instant('received_at').notNull().defaultNow(),
    /** Accepted although the rules would have refused it. */
    forced: boolean('forced').notNull().default(false),
    reason: text('reason'),
    /** The answer this entry was acknowledged with, so that a retry gets the same one. */
    scanCountAfter: integer('scan_count_after').notNull(),
    guestCountThen: integer('guest_count_then').notNull(),
    statusAfter: text('status_after', { enum: STATUSES }).notNull(),
    isFirstScan: boolean('is_first_scan').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    foreignKey({ columns: [t.businessId, t.reservationId], foreignColumns: [reservation.businessId, reservation.id] }),
    foreignKey({ columns: [t.businessId, t.undoOf], foreignColumns: [t.businessId, t.id] }),
    uniqueIndex('attendance_nonce_idx').on(t.businessId, t.nonce),
    uniqueIndex('attendance_undo_idx').on(t.businessId, t.undoOf),
    index('attendance_reservation_idx').on(t.businessId, t.reservationId, t.receivedAt),
    closedList('attendance_method_check', t.method, METHODS),
    closedList('attendance_status_after_check', t.statusAfter, STATUSES),
    check('attendance_delta_check', sql`${t.delta} <> 0`),
  ],
);

/** Refused scans, kept with their reason. */
export const scanAttempt = pgTable(
  'scan_attempt',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    reservationId: text('reservation_id'),
    reason: text('reason').notNull(),
    nonce: text('nonce'),
    method: text('method', { enum: ATTEMPT_METHODS }).notNull().default('QR'),
    /** Signed, as the ledger's delta. */
    increment: integer('increment').notNull(),
    gateId: text('gate_id'),
    userId: text('user_id').references(() => user.id, { onDelete: 'set null' }),
    occurredAt: instant('occurred_at').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    index('scan_attempt_reservation_idx').on(t.businessId, t.reservationId, t.receivedAt),
    index('scan_attempt_age_idx').on(t.receivedAt),
    closedList('scan_attempt_method_check', t.method, ATTEMPT_METHODS),
  ],
);
