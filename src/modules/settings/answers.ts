import * as z from 'zod/mini';
import { LOCALES } from '@/i18n/locale';
import { OFFER_POLICIES } from '@/modules/waitlist/rules';

const fields = {
  businessId: z.string(),
  name: z.string(),
  /** The venue's name in addresses. */
  slug: z.string(),
  address: z.nullable(z.string()),
  /** IANA zone. */
  timeZone: z.string(),
  cutoffHour: z.int(),
  /** How many people it holds in a night; null where nobody has said it. */
  capacity: z.nullable(z.int()),
  /** What happens to people beyond their party's planned size. */
  capacityPolicy: z.enum(['ALLOW', 'WARN', 'BLOCK']),
  /** What happens to people who would be more than `capacity` inside. */
  occupancyPolicy: z.enum(['ALLOW', 'WARN', 'BLOCK']),
  /** Which nights' waiting parties are offered a time by themselves. */
  waitlistOffers: z.enum(OFFER_POLICIES),
  /** Its own names for people who come without a reservation. */
  walkInCategories: z.array(z.string()),
  lateToleranceMinutes: z.int(),
  /** How many hours before their time guests with an e-mail are reminded; null is never. */
  reminderHours: z.nullable(z.int()),
  /** Null is the product's first language. */
  locale: z.nullable(z.enum(LOCALES)),
  /** Owners and managers enter only with a second factor. */
  requireSecondFactor: z.boolean(),
  /** Days after which nights and refused scans are removed, and the contact of guests and the notes about them erased. */
  retention: z.object({ nights: z.int(), refusals: z.int(), contact: z.int(), notes: z.int() }),
  /** `#rrggbb`: the colour of passes and mails; null is the product's own. */
  accent: z.nullable(z.string()),
  /** The path of the logo's picture; null without one. */
  logo: z.nullable(z.string()),
  /** For `If-Match`: it rises with every change. */
  version: z.int(),
};

/** The answer of a change. */
export const Settings = z.object(fields);
export type Settings = z.infer<typeof Settings>;

/** GET /api/local */
export const SettingsAnswer = z.object({ ...fields, cursor: z.string() });
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;

/**
 * POST /api/local/efectos: what a change of settings would do to what is in the database now. A part is null where it
 * does nothing.
 */
export const Effects = z.object({
  /** The version of the settings that were compared. */
  version: z.int(),
  /** Of another zone or another end of the day. */
  clock: z.nullable(
    z.object({
      /** Reservations of tonight and later. */
      reservations: z.int(),
      /** Those that keep the time on the clock and get another instant. */
      moved: z.int(),
      /** Those that then belong to another night. */
      otherNight: z.int(),
      /** Open ones whose night is over at once. */
      closing: z.int(),
      /** The business day that is current by the new rules; null where it stays the same. */
      today: z.nullable(z.string()),
    }),
  ),
  /** Nights of tonight and later for which more people are planned than the venue holds. */
  capacity: z.nullable(z.object({ nights: z.int(), day: z.string(), planned: z.int() })),
  /** Parties of tonight that are at their planned size or beyond it, whose next person will be refused. */
  policy: z.nullable(z.object({ parties: z.int() })),
  /**
   * Who is inside now, where a limit comes into force or moves, or what is no limit is reached already: the policy after the
   * change says what becomes of whoever comes next.
   */
  occupancy: z.nullable(z.object({ inside: z.int(), capacity: z.int(), policy: z.enum(['ALLOW', 'WARN', 'BLOCK']) })),
  /** Of the demand of a second factor: the owners and managers who have none, and cannot enter before they have one. */
  secondFactor: z.nullable(z.object({ members: z.int() })),
  /** What is removed, and how many reservations lose their guest or their notes, at the next run of each job. */
  retention: z.nullable(z.object({ reservations: z.int(), refusals: z.int(), contacts: z.int(), notes: z.int() })),
  /** Saved addresses of screens no longer name this venue. */
  slug: z.boolean(),
});
export type Effects = z.infer<typeof Effects>;
