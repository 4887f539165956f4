import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
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
/** The side of the ledger on which an entry counts its people: those inside are the sum of IN less that of OUT. */
const FLOWS = ['IN', 'OUT'] as const;
/**
 * What an entry says of its people. FIRST: people of a booked party arrive, or a correction by hand of how many did;
 * REENTRY: people of a party come back; EXIT: people leave; WALK_IN: people without a reservation arrive; CLICK: a
 * correction by hand of how many of those did; UNDO: takes back another entry, on its side.
 */
const KINDS = ['FIRST', 'REENTRY', 'EXIT', 'WALK_IN', 'CLICK', 'UNDO'] as const;
const ATTEMPT_METHODS = ['QR', 'MANUAL', 'UNDO'] as const;

/**
 * Append-only ledger of attendance: the only source of truth for who came and who left. A row that the version before
 * wrote has the defaults of `flow` and `kind`, which are right for each of its ways to count.
 */
export const attendanceEntry = pgTable(
  'attendance_entry',
  {
    businessId: text('business_id').notNull(),
    id: text('id').notNull(),
    /** Null for people who are counted without a reservation. */
    reservationId: text('reservation_id'),
    /** Signed people. */
    delta: integer('delta').notNull(),
    nonce: text('nonce').notNull(),
    /** SHA-256 of the request: the same nonce with another request is refused. */
    requestHash: text('request_hash').notNull(),
    method: text('method', { enum: METHODS }).notNull(),
    undoOf: text('undo_of'),
    gateId: text('gate_id'),
    userId: text('user_id').references(() => user.id, { onDelete: 'set null' }),
    /** The device's clock. */
    occurredAt: instant('occurred_at').notNull(),
    /** The server's clock. */
    receivedAt: instant('received_at').notNull().defaultNow(),
    /** Accepted although the rules would have refused it without force. */
    forced: boolean('forced').notNull().default(false),
    reason: text('reason'),
    /** The answer that acknowledged this entry, so that a retry gets the same one; 0 and null without a reservation. */
    scanCountAfter: integer('scan_count_after').notNull(),
    guestCountThen: integer('guest_count_then').notNull(),
    statusAfter: text('status_after', { enum: STATUSES }),
    isFirstScan: boolean('is_first_scan').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    flow: text('flow', { enum: FLOWS }).notNull().default('IN'),
    kind: text('kind', { enum: KINDS }).notNull().default('FIRST'),
    /** Which person of the party showed a pass of their own, from 1 on; null for people who were counted otherwise. */
    person: integer('person'),
    /** One of the venue's own names for people without a reservation. */
    category: text('category'),
    /**
     * The night to which the people belong. A trigger fills it in from the reservation for rows that the version before
     * writes (migration 0020); it is null for nights that were old when the column came.
     */
    businessDay: date('business_day', { mode: 'string' }),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    foreignKey({ columns: [t.businessId, t.reservationId], foreignColumns: [reservation.businessId, reservation.id] }),
    foreignKey({ columns: [t.businessId, t.undoOf], foreignColumns: [t.businessId, t.id] }),
    uniqueIndex('attendance_nonce_idx').on(t.businessId, t.nonce),
    uniqueIndex('attendance_undo_idx').on(t.businessId, t.undoOf),
    index('attendance_reservation_idx').on(t.businessId, t.reservationId, t.receivedAt),
    // Wide enough for the sum of a night to be read from the index alone.
    index('attendance_night_idx').on(t.businessId, t.businessDay, t.flow, t.kind, t.gateId, t.delta, t.undoOf),
    closedList('attendance_method_check', t.method, METHODS),
    closedList('attendance_flow_check', t.flow, FLOWS),
    closedList('attendance_kind_check', t.kind, KINDS),
    check(
      'attendance_party_check',
      sql`${t.reservationId} is not null or (${t.kind} <> 'FIRST' and ${t.businessDay} is not null)`,
    ),
    closedList('attendance_status_after_check', t.statusAfter, STATUSES),
    check('attendance_delta_check', sql`${t.delta} <> 0`),
  ],
);

/** Refused scans with their reason. */
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
    /** Of the whole request (`hashRequest`); null for a request without a nonce of its own. */
    requestHash: text('request_hash'),
    method: text('method', { enum: ATTEMPT_METHODS }).notNull().default('QR'),
    /** Signed, like the ledger's delta. */
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
    index('scan_attempt_nonce_idx').on(t.businessId, t.nonce).where(sql`${t.nonce} is not null`),
    closedList('scan_attempt_method_check', t.method, ATTEMPT_METHODS),
  ],
);
