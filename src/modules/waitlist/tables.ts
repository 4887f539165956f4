import { sql } from 'drizzle-orm';
import { bigint, check, date, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { business } from '@/modules/venues/tables';
import { closedList, instant } from '@/platform/db/columns';

const STATES = ['WAITING', 'OFFERED', 'ACCEPTED', 'EXPIRED', 'DECLINED', 'CANCELLED'] as const;
const SOURCES = ['PUBLIC', 'HOST', 'WALK_IN'] as const;

/** A party that waits for a table of one night, with the time that it is offered, if any. */
export const waitlistEntry = pgTable(
  'waitlist_entry',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    businessDay: date('business_day', { mode: 'string' }).notNull(),
    guestCount: integer('guest_count').notNull(),
    /** The times on the venue's clock, HH:MM, between which the party can come; null is any. */
    wishFrom: text('wish_from'),
    wishUntil: text('wish_until'),
    customerName: text('customer_name').notNull(),
    customerPhone: text('customer_phone'),
    customerEmail: text('customer_email'),
    notes: text('notes'),
    /** The greater one comes first. */
    priority: integer('priority').notNull().default(0),
    /** Who put the party on the list: itself, or the venue, for later or for a party that stands there. */
    source: text('source', { enum: SOURCES }).notNull(),
    state: text('state', { enum: STATES }).notNull().default('WAITING'),
    /** The language in which the party is written to. */
    locale: text('locale').notNull(),
    /** The version of the venue's terms that it has accepted; null where the venue wrote it down. */
    policyVersion: integer('policy_version'),
    /** The hold of the last offer: the SHA-256 of the text that accepts it. */
    holdId: text('hold_id'),
    /** When it was made, for which time and tables, and when it ends. */
    offeredAt: instant('offered_at'),
    offerAt: instant('offer_at'),
    offerTables: text('offer_tables'),
    offerExpiresAt: instant('offer_expires_at'),
    /** What it has become. */
    reservationId: text('reservation_id'),
    createdAt: instant('created_at').notNull(),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.id] }),
    index('waitlist_day_idx').on(t.businessId, t.businessDay),
    index('waitlist_phone_idx').on(t.businessId, t.customerPhone).where(sql`${t.customerPhone} is not null`),
    uniqueIndex('waitlist_hold_idx').on(t.businessId, t.holdId).where(sql`${t.holdId} is not null`),
    closedList('waitlist_state_check', t.state, STATES),
    closedList('waitlist_source_check', t.source, SOURCES),
    check('waitlist_party_check', sql`${t.guestCount} >= 1`),
    check(
      'waitlist_offer_check',
      sql`${t.state} <> 'OFFERED' or num_nulls(${t.holdId}, ${t.offeredAt}, ${t.offerAt}, ${t.offerExpiresAt}) = 0`,
    ),
  ],
);
