const DAY_MS = 24 * 60 * 60_000;

/**
 * How long things are kept, milliseconds. docs/operations.md says of every table what bounds it; ADR 28 says why.
 * The database itself refuses to delete ledger or audit rows that are younger than a year.
 */
export const KEPT_MS = {
  /** Nights whole: reservations with passes, ledger, refused scans and audit. Three seasons can be compared; disputes end earlier. */
  nights: 3 * 365 * DAY_MS,
  /** Refused scans, looked at while a night is talked over. */
  attempts: 180 * DAY_MS,
  /** A client repeats a creation within minutes; a phone that lay in a drawer, within days. */
  idempotencyKeys: 30 * DAY_MS,
  /** Sessions and codes after their own end. */
  expired: DAY_MS,
} as const;

/** What is as old as this, or older, may go. */
export function removableBefore(kind: keyof typeof KEPT_MS, now: Date): Date {
  return new Date(now.getTime() - KEPT_MS[kind]);
}
