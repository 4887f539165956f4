import { type SQL, sql } from 'drizzle-orm';
import { KEPT_DAYS, type KeptClass } from '@/modules/venues/rules';
import { business } from '@/modules/venues/tables';

const DAY_MS = 24 * 60 * 60_000;

/**
 * How long data is kept, in milliseconds, besides what each venue says of itself (`KEPT_DAYS` in venues/rules.ts).
 * docs/operations.md states for every table what bounds it; ADR 28 and ADR 49 give the reasons. The database itself refuses to delete ledger or audit rows that are younger than a year.
 */
export const KEPT_MS = {
  /** A client retries a creation within minutes; a phone that was switched off, within days. */
  idempotencyKeys: 30 * DAY_MS,
  /** Sessions, codes and times that were kept for somebody, counted from their own end. */
  expired: DAY_MS,
} as const;

/** Rows that are as old as this, or older, may be removed. */
export function removableBefore(kind: keyof typeof KEPT_MS, now: Date): Date {
  return new Date(now.getTime() - KEPT_MS[kind]);
}

const COLUMNS = {
  nights: business.keptNightsDays,
  refusals: business.keptRefusalsDays,
  contact: business.keptContactDays,
  notes: business.keptNotesDays,
} as const;

/** The instant up to which a venue's rows of a class are removed; the statement names its row of `business`. */
export function venueKeepsSince(kept: KeptClass, now: Date): SQL {
  const days = sql`coalesce(${COLUMNS[kept]}, ${KEPT_DAYS[kept].usual}::int)`;
  return sql`${now.toISOString()}::timestamptz - make_interval(days => ${days})`;
}

/** Whether a row of a class, of the venue `businessId` and of the time `at`, is old enough to be removed. */
export function isRemovable(kept: KeptClass, now: Date, businessId: SQL, at: SQL): SQL {
  const least = new Date(now.getTime() - KEPT_DAYS[kept].least * DAY_MS).toISOString();
  // The first part is the same for all rows, so that it can use an index.
  return sql`${at} < ${least}::timestamptz
    and ${at} < (select ${venueKeepsSince(kept, now)} from ${business} where ${business.id} = ${businessId})`;
}
