declare const branded: unique symbol;
/** The id of a business that the session's user belongs to, or watches. Only `access/session.ts`, `monitor/find-watcher.ts` and `setup/create-business.ts` make one. */
export type BusinessId = string & { readonly [branded]: 'BusinessId' };

/** The venue's rules that verbs decide by. */
export interface Venue {
  readonly id: BusinessId;
  readonly slug: string;
  readonly name: string;
  /** IANA zone. */
  readonly timeZone: string;
  readonly cutoffHour: number;
  readonly capacityPolicy: 'ALLOW' | 'WARN' | 'BLOCK';
  /** ISO 3166-1 alpha-2; null is guessed from the zone. */
  readonly country: string | null;
  /** Invented people and reservations. */
  readonly demo: boolean;
}
