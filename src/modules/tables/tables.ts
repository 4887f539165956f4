import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

const CHANNELS = ['ONLINE', 'IN_HOUSE', 'WALK_IN'] as const;
const BLOCK_MODES = ['NO_START', 'NO_OVERLAP'] as const;
const SHAPES = ['RECT', 'ROUND'] as const;

/** Where a table stands on the plan of its zone, in units of 10 cm, and its turn in degrees. */
export interface TablePlan {
  readonly shape: (typeof SHAPES)[number];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly turn: number;
}

/** A part of a venue in which tables stand. */
export const zone = pgTable(
  'zone',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** Its place among the zones. */
    place: integer('place').notNull().default(0),
    /** Whether its tables can be booked. */
    active: boolean('active').notNull().default(true),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    uniqueIndex('zone_name_idx').on(t.businessId, sql`lower(${t.name})`),
  ],
);

export const diningTable = pgTable(
  'dining_table',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    name: text('name').notNull(),
    zoneId: text('zone_id'),
    minSeats: integer('min_seats').notNull().default(1),
    maxSeats: integer('max_seats').notNull(),
    /** Of two tables that suit a party as well, the one with the lower number is chosen. */
    priority: integer('priority').notNull().default(0),
    channel: text('channel', { enum: CHANNELS }).notNull().default('ONLINE'),
    /** Null for a table that is on no plan. */
    plan: jsonb('plan').$type<TablePlan>(),
    /** Whether it can be booked. */
    active: boolean('active').notNull().default(true),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    foreignKey({ columns: [t.businessId, t.zoneId], foreignColumns: [zone.businessId, zone.id] }),
    uniqueIndex('dining_table_name_idx').on(t.businessId, sql`lower(${t.name})`),
    closedList('dining_table_channel_check', t.channel, CHANNELS),
    check('dining_table_seats_check', sql`${t.minSeats} >= 1 and ${t.minSeats} <= ${t.maxSeats}`),
  ],
);

/** Tables that can be joined for one party. */
export const combination = pgTable(
  'combination',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    tableIds: text('table_ids').array().notNull(),
    minSeats: integer('min_seats').notNull(),
    maxSeats: integer('max_seats').notNull(),
    /** Whether it can be booked. */
    active: boolean('active').notNull().default(true),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    check('combination_seats_check', sql`${t.minSeats} >= 1 and ${t.minSeats} <= ${t.maxSeats}`),
    check('combination_tables_check', sql`cardinality(${t.tableIds}) >= 2`),
  ],
);

/** A time in which a table, a zone or a service cannot be booked; without any of them, the whole venue. */
export const block = pgTable(
  'block',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    tableId: text('table_id'),
    zoneId: text('zone_id'),
    serviceId: text('service_id'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    mode: text('mode', { enum: BLOCK_MODES }).notNull(),
    reason: text('reason'),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    foreignKey({ columns: [t.businessId, t.tableId], foreignColumns: [diningTable.businessId, diningTable.id] }),
    foreignKey({ columns: [t.businessId, t.zoneId], foreignColumns: [zone.businessId, zone.id] }),
    index('block_end_idx').on(t.businessId, t.endsAt),
    closedList('block_mode_check', t.mode, BLOCK_MODES),
    check('block_time_check', sql`${t.startsAt} < ${t.endsAt}`),
    check('block_one_check', sql`num_nonnulls(${t.tableId}, ${t.zoneId}, ${t.serviceId}) <= 1`),
  ],
);

/**
 * A time that is kept for somebody who is about to book, with its tables, until it expires; that is told by comparing, not by a job.
 * Whoever knows the text of which `id` is the SHA-256 has it.
 */
export const hold = pgTable(
  'hold',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    startsAt: instant('starts_at').notNull(),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
    party: integer('party').notNull(),
    /** Empty in a service that gives no tables. */
    tableIds: text('table_ids').array().notNull(),
    channel: text('channel', { enum: CHANNELS }).notNull(),
    expiresAt: instant('expires_at').notNull(),
    renewals: integer('renewals').notNull().default(0),
    /** A keyed hash of the network address that asked for it; null where the venue itself keeps it for somebody. */
    addressHash: text('address_hash'),
    /** What it has become. */
    reservationId: text('reservation_id'),
    createdAt: instant('created_at').notNull(),
    /** Keyed hashes of the code that whoever books it must know, and of the address to which it was sent; null where none was asked for. */
    codeHash: text('code_hash'),
    codeFor: text('code_for'),
    /** How many codes were sent, and how many tries were wrong. */
    codeLetters: integer('code_letters').notNull().default(0),
    codeTries: integer('code_tries').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    index('hold_night_idx').on(t.businessId, t.businessDay),
    index('hold_expiry_idx').on(t.expiresAt),
    closedList('hold_channel_check', t.channel, CHANNELS),
    check('hold_party_check', sql`${t.party} >= 1`),
  ],
);

/**
 * A table that a party has for a time, `[starts_at, ends_at)`, with the time in which it is made ready for the next one. Two rows of
 * one table without an override cannot overlap: the exclusion constraint `stay_apart` (migration 0025). The trigger
 * `reservation_stays` removes the rows of a reservation that is no longer expected, or that has another time. The rows of a hold that
 * has expired are removed by whoever gives tables of the venue next: the constraint does not know the clock.
 */
export const stay = pgTable(
  'stay',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    tableId: text('table_id').notNull(),
    /** Whose it is: a reservation's or a hold's. */
    reservationId: text('reservation_id'),
    holdId: text('hold_id'),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** A person chose the table, and nobody else's booking moves the party from it. */
    pinned: boolean('pinned').notNull().default(false),
    /** Set where a person gave the table against the rules: the row then does not keep others from it by itself. */
    overrideId: text('override_id'),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    foreignKey({
      columns: [t.businessId, t.tableId],
      foreignColumns: [diningTable.businessId, diningTable.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [t.businessId, t.reservationId],
      foreignColumns: [reservation.businessId, reservation.id],
    }).onDelete('cascade'),
    foreignKey({ columns: [t.businessId, t.holdId], foreignColumns: [hold.businessId, hold.id] }).onDelete('cascade'),
    index('stay_time_idx').on(t.businessId, t.startsAt),
    index('stay_reservation_idx').on(t.businessId, t.reservationId),
    index('stay_hold_idx').on(t.businessId, t.holdId).where(sql`${t.holdId} is not null`),
    check('stay_owner_check', sql`num_nonnulls(${t.reservationId}, ${t.holdId}) = 1`),
    check('stay_time_check', sql`${t.startsAt} < ${t.endsAt}`),
  ],
);
