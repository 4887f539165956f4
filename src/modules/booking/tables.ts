import { sql } from 'drizzle-orm';
import { bigint, boolean, check, foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { reservation } from '@/modules/reservations/tables';
import { business } from '@/modules/venues/tables';
import { instant } from '@/platform/db/columns';

/** What a venue says in each language; a language that it leaves out is answered with the other one, or with the built-in text. */
export interface TextsByLocale {
  readonly es?: string | undefined;
  readonly en?: string | undefined;
}

/** The page on which a venue's guests book; its address is the venue's own slug. */
export const bookingPage = pgTable(
  'booking_page',
  {
    businessId: text('business_id')
      .primaryKey()
      .references(() => business.id, { onDelete: 'cascade' }),
    open: boolean('open').notNull().default(false),
    /** The most people that book by themselves. */
    maxParty: integer('max_party').notNull().default(8),
    greeting: jsonb('greeting').$type<TextsByLocale>().notNull(),
    /** The version of the texts that a guest accepts now. */
    policyVersion: integer('policy_version').notNull().default(1),
    /** What a deposit is, in the venue's own words: `20 USD`. Nothing is charged here. */
    depositAmount: text('deposit_amount'),
    depositText: jsonb('deposit_text').$type<TextsByLocale>().notNull(),
    /** Where it is paid. */
    depositUrl: text('deposit_url'),
    /** The sequence of the event that last changed it. */
    version: bigint('version', { mode: 'number' }).notNull().default(0),
  },
  (t) => [check('booking_page_party_check', sql`${t.maxParty} between 1 and 100`)],
);

/** Texts that guests have accepted, or may: a change is a new version, and the ones before stay. */
export const bookingPolicy = pgTable(
  'booking_policy',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    policy: jsonb('policy').$type<TextsByLocale>().notNull(),
    /** What a guest agrees to who wants news. */
    marketing: jsonb('marketing').$type<TextsByLocale>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.businessId, t.version] })],
);

/** What belongs to a reservation that its guest made: what they accepted, and when. */
export const onlineBooking = pgTable(
  'online_booking',
  {
    businessId: text('business_id')
      .notNull()
      .references(() => business.id, { onDelete: 'cascade' }),
    reservationId: text('reservation_id').notNull(),
    policyVersion: integer('policy_version').notNull(),
    /** The language in which the guest read the texts. */
    locale: text('locale').notNull(),
    acceptedAt: instant('accepted_at').notNull(),
    /** When they agreed to news, in the same version and language; null where they did not. */
    marketingAt: instant('marketing_at'),
  },
  (t) => [
    primaryKey({ columns: [t.businessId, t.reservationId] }),
    foreignKey({
      columns: [t.businessId, t.reservationId],
      foreignColumns: [reservation.businessId, reservation.id],
    }).onDelete('cascade'),
  ],
);
