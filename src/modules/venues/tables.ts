import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { closedList, instant } from '@/platform/db/columns';

const POLICIES = ['ALLOW', 'WARN', 'BLOCK'] as const;
const OFFERS = ['NEVER', 'LATER', 'ALWAYS'] as const;

export const business = pgTable(
  'business',
  {
    id: text('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    /** IANA zone. */
    timeZone: text('time_zone').notNull(),
    /** Local hour (0 to 12) at which the business day ends. */
    cutoffHour: integer('cutoff_hour').notNull().default(4),
    capacityPolicy: text('capacity_policy', { enum: POLICIES }).notNull().default('WARN'),
    /** A party that has not come this many minutes after its time is shown as late. */
    lateToleranceMinutes: integer('late_tolerance_minutes').notNull().default(10),
    /** How many people the venue holds in a night; null where nobody has said it. */
    capacity: integer('capacity'),
    /** What happens to people who would be more than `capacity` inside. */
    occupancyPolicy: text('occupancy_policy', { enum: POLICIES }).notNull().default('WARN'),
    /** Which nights' waiting parties are offered a time as soon as it is free, without anybody asking for it. */
    waitlistOffers: text('waitlist_offers', { enum: OFFERS }).notNull().default('LATER'),
    /** Its own names for people who come without a reservation; null is none. */
    walkInCategories: jsonb('walk_in_categories').$type<readonly string[]>(),
    /** The language of what it writes to people who name none, `es` or `en`; null is the product's first. */
    locale: text('locale'),
    /** Days after which its nights, and its refused scans, are removed; null is as long as the installation keeps them. */
    keptNightsDays: integer('kept_nights_days'),
    keptRefusalsDays: integer('kept_refusals_days'),
    /** Days after which who its guests were, and the free text about them, is erased; null is the usual time. */
    keptContactDays: integer('kept_contact_days'),
    keptNotesDays: integer('kept_notes_days'),
    /** How many hours before their time guests with an e-mail are reminded; null is never. */
    reminderHours: integer('reminder_hours'),
    /** `#rrggbb`: the colour of its passes and mails; null is the product's own. */
    accent: text('accent'),
    /** The content of its logo (venueLogo) as SHA-256 in hex; null without one. */
    logoHash: text('logo_hash'),
    /** The sequence of the event that last changed its settings. */
    settingsVersion: bigint('settings_version', { mode: 'number' }).notNull().default(0),
    /** Owners and managers enter only with a second factor. */
    requireSecondFactor: boolean('require_second_factor').notNull().default(false),
    suspended: boolean('suspended').notNull().default(false),
    /** Invented people and reservations, for trying the product. */
    demo: boolean('demo').notNull().default(false),
    /** ISO 3166-1 alpha-2: the country whose phone format applies. When null, it is derived from the zone. */
    country: text('country'),
    /** Street address in one line, for guests. */
    address: text('address'),
    /** The previous version wrote it to claim a venue's days; no code reads it. */
    closingAt: instant('closing_at'),
    /**
     * The newest sequence of this business's event log. It is assigned under the row's lock, so the order of numbers is
     * the order of commits.
     */
    eventSeq: bigint('event_seq', { mode: 'number' }).notNull().default(0),
    /** Events up to this sequence have been pruned. */
    eventFloor: bigint('event_floor', { mode: 'number' }).notNull().default(0),
    /** Changes when the log's history was replaced (a restore): older cursors are then refused. */
    epoch: text('epoch').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    closedList('business_policy_check', t.capacityPolicy, POLICIES),
    closedList('business_occupancy_check', t.occupancyPolicy, POLICIES),
    closedList('business_waitlist_check', t.waitlistOffers, OFFERS),
    check('business_cutoff_check', sql`${t.cutoffHour} between 0 and 12`),
    check('business_tolerance_check', sql`${t.lateToleranceMinutes} between 0 and 240`),
    check('business_capacity_check', sql`${t.capacity} between 1 and 100000`),
    check('business_kept_nights_check', sql`${t.keptNightsDays} between 366 and 1095`),
    check('business_kept_refusals_check', sql`${t.keptRefusalsDays} between 7 and 180`),
    check('business_kept_contact_check', sql`${t.keptContactDays} between 30 and 1095`),
    check('business_kept_notes_check', sql`${t.keptNotesDays} between 30 and 1095`),
    check('business_reminder_check', sql`${t.reminderHours} between 1 and 168`),
    check('business_accent_check', sql`${t.accent} ~ '^#[0-9a-f]{6}$'`),
    check('business_floor_check', sql`${t.eventFloor} <= ${t.eventSeq}`),
  ],
);

const IMAGE_TYPES = ['image/png', 'image/jpeg'] as const;

/** The picture of a venue's logo, apart from its row, which almost every request reads. */
export const venueLogo = pgTable(
  'venue_logo',
  {
    businessId: text('business_id')
      .primaryKey()
      .references(() => business.id, { onDelete: 'cascade' }),
    hash: text('hash').notNull(),
    contentType: text('content_type', { enum: IMAGE_TYPES }).notNull(),
    /** Base64. */
    content: text('content').notNull(),
  },
  (t) => [closedList('venue_logo_type_check', t.contentType, IMAGE_TYPES)],
);
