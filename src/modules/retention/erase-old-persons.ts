import { and, count, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { custodyEntry, incident } from '@/modules/custody/tables';
import { allowErasing, eraseHistory, hasReason, NOTHING } from '@/modules/privacy/erase-history';
import { eraseMessages } from '@/modules/privacy/erase-messages';
import { ERASED_FIELDS, ERASED_NAME, type Erased } from '@/modules/privacy/rules';
import { reservation } from '@/modules/reservations/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { venueKeepsSince } from './rules';

/** The most reservations changed in one transaction. */
const BATCH = 200;

interface Found {
  readonly business_id: string;
  readonly id: string;
}

/** The e-mails about the reservations lose their address, and others to the same person do not. */
const NOBODY = { phone: null, email: null } as const;
const withoutEmail = (id: string) => ({ id, customerEmail: null });

/** What is erased of the nights that are older than a venue keeps it, and which reservations hold any of it. */
interface Erasure {
  readonly kept: 'contact' | 'notes';
  readonly what: Erased;
  readonly holds: SQL;
  readonly fields: Partial<typeof ERASED_FIELDS>;
}

const CONTACTS: Erasure = {
  ...{ kept: 'contact', what: 'person', fields: ERASED_FIELDS },
  holds: sql`(customer_name <> ${ERASED_NAME} or customer_phone is not null or customer_email is not null or notes is not null or tags is not null)`,
};

const NOTES: Erasure = {
  ...{ kept: 'notes', what: 'notes', fields: { notes: null } },
  holds: sql`(notes is not null
    or exists (select from audit_entry a where a.business_id = reservation.business_id and a.entity = 'reservation' and a.entity_id = reservation.id
      and coalesce(a.before ->> 'notes', a.after ->> 'notes', a.after ->> 'reason') is not null)
    or exists (select from attendance_entry e where e.business_id = reservation.business_id and e.reservation_id = reservation.id
      and e.reason is not null))`,
};

/**
 * Erases who the guests of old nights were: names, phones, e-mails, notes and tags, in log and audit too. Counts, times and the
 * ledger stay until the night is removed. Returns how many reservations were changed.
 */
export function eraseOldContacts(now = new Date()): Promise<number> {
  return inBatches(CONTACTS, now);
}

/** Erases the free text of old nights: notes, and the reasons of changes. Returns how many reservations were changed. */
export async function eraseOldNotes(now = new Date()): Promise<number> {
  const changed = await inBatches(NOTES, now);
  await transaction((tx) => eraseReasons(tx, now));
  return changed;
}

/** Why people without a reservation were let into a venue that was full, and how staff decided what phones had counted. */
async function eraseReasons(tx: Tx, now: Date): Promise<void> {
  await allowErasing(tx);
  await tx.execute(sql`
    update attendance_entry entry set reason = null from business
    cross join lateral (select ${venueKeepsSince('notes', now)} as since) as kept
    where entry.business_id = business.id and entry.reservation_id is null and entry.reason is not null
      and entry.business_day < (kept.since at time zone 'UTC')::date`);
  const old = (
    table: PgTable,
  ) => sql`business cross join lateral (select ${venueKeepsSince('notes', now)} as since) as kept
    where ${table}.business_id = business.id and ${table}.business_day < (kept.since at time zone 'UTC')::date`;
  await tx.execute(sql`update ${custodyEntry} set content = ${NOTHING} from ${old(custodyEntry)} and ${hasReason}`);
  await tx.execute(sql`update ${incident} set reason = null from ${old(incident)} and ${incident.reason} is not null`);
}

/** How many reservations of a venue the next runs would change if it kept contacts, or notes, for so many days. */
export async function countErasable(tx: Tx, businessId: string, kept: Erasure['kept'], since: Date): Promise<number> {
  const { holds } = kept === 'contact' ? CONTACTS : NOTES;
  const day = since.toISOString().slice(0, 10);
  const [found] = await tx
    .select({ rows: count() })
    .from(reservation)
    .where(and(eq(reservation.businessId, businessId), lt(reservation.businessDay, day), holds));
  return found?.rows ?? 0;
}

/**
 * Several processes share the work. Screens are not notified, as with nights that are removed: one that shows so old a night
 * has what it read until it reads the night again, or its device is audited.
 */
async function inBatches(erasure: Erasure, now: Date): Promise<number> {
  let changed = 0;
  for (let found = BATCH; found === BATCH; changed += found)
    found = await transaction((tx) => eraseBatch(tx, erasure, now));
  return changed;
}

async function eraseBatch(tx: Tx, { kept, what, holds, fields }: Erasure, now: Date): Promise<number> {
  const { rows } = (await tx.execute(sql`
    select night.business_id, night.id from business
    cross join lateral (select ${venueKeepsSince(kept, now)} as since) as kept
    cross join lateral (
      select business_id, id from reservation
      where business_id = business.id and business_day < (kept.since at time zone 'UTC')::date and ${holds}
      limit ${BATCH} for update skip locked
    ) as night limit ${BATCH}`)) as unknown as { rows: Found[] };
  for (const businessId of new Set(rows.map((row) => row.business_id))) {
    const ids = rows.filter((row) => row.business_id === businessId).map(({ id }) => id);
    await eraseHistory(tx, businessId, ids, what);
    if (what === 'person') await eraseMessages(tx, businessId, NOBODY, ids.map(withoutEmail));
    await tx
      .update(reservation)
      .set(fields)
      .where(and(eq(reservation.businessId, businessId), inArray(reservation.id, ids)));
  }
  return rows.length;
}
