declare const branded: unique symbol;
/**
 * The id of a business that the session's user belongs to, or watches. Only
 * `access/session.ts`, `monitor/find-watcher.ts`, `setup/create-business.ts`, the jobs that close the day, write reminders and write imports, and, from the signature
 * of a guest's pass, `attendance/find-pass.ts` create one; from the secret of a link, and for the command that recovers an owner, `members` does; for the venues of an account that changes, `accounts/change.ts`; for whoever books on the page of a venue's slug, `booking/find-page.ts`, and by the link of a booking `booking/find-booking.ts`; for a paired phone, from its own secret, `access/paired-device.ts` and `devices/complete-pairing.ts`.
 */
export type BusinessId = string & { readonly [branded]: 'BusinessId' };

/** The venue's data on which verbs base their decisions. */
export interface Venue {
  readonly id: BusinessId;
  readonly slug: string;
  readonly name: string;
  /** IANA zone. */
  readonly timeZone: string;
  readonly cutoffHour: number;
  readonly capacityPolicy: 'ALLOW' | 'WARN' | 'BLOCK';
  /** How many people it holds in a night; null where nobody has said it. */
  readonly capacity: number | null;
  /** What happens to people who would be more than `capacity` inside. */
  readonly occupancyPolicy: 'ALLOW' | 'WARN' | 'BLOCK';
  /** Its own names for people who come without a reservation; null is none. */
  readonly walkInCategories: readonly string[] | null;
  /** A party that has not come this many minutes after its time is shown as late. */
  readonly lateToleranceMinutes: number;
  /** ISO 3166-1 alpha-2; when null, it is derived from the zone. */
  readonly country: string | null;
  /** Invented people and reservations. */
  readonly demo: boolean;
}
