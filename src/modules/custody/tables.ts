import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { user } from '@/modules/access/tables';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

const STATES = ['ACCEPTED', 'HELD'] as const;
const KINDS = [
  ...(['CANCELLED_ENTERED', 'REVOKED_ENTERED', 'OVER_PLAN_OFFLINE', 'OTHER_DAY_ENTERED'] as const),
  ...(['UNKNOWN_PASS_ENTERED', 'CAPACITY_PASSED_OFFLINE', 'SAME_PARTY_TWO_GATES', 'CLOCK_SKEW'] as const),
  ...(['DEVICE_REVOKED', 'NONCE_CONFLICT', 'MALFORMED'] as const),
] as const;
const INCIDENT_STATES = ['OPEN', 'ACCEPTED', 'CORRECTED', 'DISCARDED'] as const;

/**
 * What phones at the door have delivered, as it came: a row is written before the phone is told that it may forget the
 * entry. An entry that is in the ledger too has the same nonce there.
 */
export const custodyEntry = pgTable(
  'custody_entry',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    /** The entry's; one made from the content where the entry has none that can be read. */
    nonce: text('nonce').notNull(),
    /** SHA-256 of `content`: the same nonce with another content is another row. */
    contentHash: text('content_hash').notNull(),
    /** The phone that made the entry. */
    deviceId: text('device_id').notNull(),
    /** The account whose session delivered it. */
    sentBy: text('sent_by').references(() => user.id, { onDelete: 'set null' }),
    /** Whether it is counted, or waits for a person. */
    state: text('state', { enum: STATES }).notNull(),
    /** Why it is held. */
    reason: text('reason'),
    /** The nonce of the entry that it takes back. */
    undoOf: text('undo_of'),
    /** JSON, as it came. */
    content: text('content').notNull(),
    /** By the server's clock. */
    at: instant('at').notNull(),
    /** By the phone's clock when it delivered. */
    sentAt: instant('sent_at').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** The night to which `at` belongs. */
    businessDay: date('business_day', { mode: 'string' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.nonce, t.contentHash] }),
    index('custody_night_idx').on(t.businessId, t.businessDay, t.receivedAt),
    index('custody_undo_idx').on(t.businessId, t.undoOf),
    index('custody_age_idx').on(t.receivedAt),
    closedList('custody_state_check', t.state, STATES),
  ],
);

/** The shape of `IncidentFacts` (wire.ts). */
type Facts = { reason?: string | undefined; held?: boolean | undefined } & {
  [figure in 'scanCount' | 'guestCount' | 'inside' | 'capacity' | 'skewSeconds']?: number | undefined;
};

/** What a person should look at, because phones counted it without the server, or because it could not be counted. */
export const incident = pgTable(
  'incident',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    kind: text('kind', { enum: KINDS }).notNull(),
    state: text('state', { enum: INCIDENT_STATES }).notNull().default('OPEN'),
    /** What an open incident of the kind is about: entries about the same thing are one incident. */
    about: text('about').notNull(),
    /** The entries, in the order in which they came. */
    nonces: text('nonces').array().notNull(),
    /** Signed people of the entries; those who leave are negative. */
    people: integer('people').notNull(),
    reservationId: text('reservation_id'),
    deviceId: text('device_id').notNull(),
    gateId: text('gate_id'),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
    facts: jsonb('facts').$type<Facts>().notNull(),
    openedAt: instant('opened_at').notNull(),
    resolvedAt: instant('resolved_at'),
    resolvedBy: text('resolved_by').references(() => user.id, { onDelete: 'set null' }),
    reason: text('reason'),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    uniqueIndex('incident_open_idx').on(t.businessId, t.kind, t.about).where(sql`${t.state} = 'OPEN'`),
    index('incident_night_idx').on(t.businessId, t.businessDay, t.openedAt),
    index('incident_age_idx').on(t.openedAt),
    closedList('incident_kind_check', t.kind, KINDS),
    closedList('incident_state_check', t.state, INCIDENT_STATES),
  ],
);
