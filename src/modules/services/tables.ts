import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { closedList } from '@/platform/db/columns';

const MODES = ['TABLES', 'COVERS'] as const;

/** How long a party of some size stays, and for how long its tables are made ready after it. In minutes. */
export interface TurnRule {
  readonly minParty: number;
  readonly maxParty: number;
  readonly minutes: number;
  readonly bufferMinutes: number;
}

/**
 * How much a service takes at most, from `from` until `until` (HH:MM) or all the time where they are null. Null is no limit.
 * What may start is counted for each step of the service, what is present at every instant.
 */
export interface PacingRule {
  readonly from: string | null;
  readonly until: string | null;
  readonly startCovers: number | null;
  readonly startParties: number | null;
  readonly presentCovers: number | null;
  readonly presentParties: number | null;
  /** Of what may start, how many people may come by the venue's page. */
  readonly onlineCovers: number | null;
}

/** A party of at most `maxParty` does not start at tables with `seats` seats or more, from `from` until `until` (HH:MM). */
export interface PartyRule {
  readonly maxParty: number;
  readonly seats: number;
  readonly from: string | null;
  readonly until: string | null;
}

/** The hours of one business day, YYYY-MM-DD; null on a day on which the service is closed. HH:MM. */
export interface ServiceException {
  readonly day: string;
  readonly hours: { readonly opensAt: string; readonly lastSeatingAt: string; readonly closesAt: string } | null;
}

/** A part of a venue's day in which it takes parties, with the rules that hold in it. Its times are those of the venue's clock. */
export const service = pgTable(
  'service',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** ISO weekdays of the business day: 1 is Monday, 7 is Sunday. */
    weekdays: jsonb('weekdays').$type<readonly number[]>().notNull(),
    /** The first and the last business day on which it exists; null for no end. */
    firstDay: date('first_day', { mode: 'string' }),
    lastDay: date('last_day', { mode: 'string' }),
    /** HH:MM. What is not later than the time before it is on the next day. */
    opensAt: text('opens_at').notNull(),
    lastSeatingAt: text('last_seating_at').notNull(),
    closesAt: text('closes_at').notNull(),
    stepMinutes: integer('step_minutes').notNull(),
    /** Whether a party gets tables, or is only counted. */
    mode: text('mode', { enum: MODES }).notNull(),
    /** For parties of a size that no rule of `turns` names. */
    turnMinutes: integer('turn_minutes').notNull(),
    bufferMinutes: integer('buffer_minutes').notNull(),
    /** How long before its time, and for how many days ahead, a guest may book by themselves. */
    noticeMinutes: integer('notice_minutes').notNull(),
    horizonDays: integer('horizon_days').notNull(),
    turns: jsonb('turns').$type<readonly TurnRule[]>().notNull(),
    pacing: jsonb('pacing').$type<readonly PacingRule[]>().notNull(),
    parties: jsonb('parties').$type<readonly PartyRule[]>().notNull(),
    exceptions: jsonb('exceptions').$type<readonly ServiceException[]>().notNull(),
    active: boolean('active').notNull().default(true),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    uniqueIndex('service_name_idx').on(t.businessId, sql`lower(${t.name})`),
    closedList('service_mode_check', t.mode, MODES),
    check('service_step_check', sql`${t.stepMinutes} between 5 and 240`),
    check('service_turn_check', sql`${t.turnMinutes} between 15 and 1440 and ${t.bufferMinutes} between 0 and 240`),
  ],
);

/** A row of each night for which tables were given: whoever gives or moves some locks it first. */
export const serviceNight = pgTable(
  'service_night',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.businessDay] })],
);
