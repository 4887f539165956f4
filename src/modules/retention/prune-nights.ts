import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { attendanceEntry, scanAttempt } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { custodyEntry, incident } from '@/modules/custody/tables';
import { qrPass } from '@/modules/passes/tables';
import { reservation } from '@/modules/reservations/tables';
import { serviceNight } from '@/modules/services/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { venueKeepsSince } from './rules';

/** The most reservations removed in one transaction. */
const BATCH = 200;

interface Found {
  readonly business_id: string;
  readonly id: string;
}

/**
 * Removes the reservations of nights that are old enough for their venue, including deleted ones, each with all its related rows; a
 * reservation that was corrected later is kept until the correction is as old. Screens are not notified, because none
 * of their lists goes back that far. Several processes share the work. Returns how many reservations were removed.
 */
export async function pruneNights(now = new Date()): Promise<number> {
  let removed = 0;
  for (let found = BATCH; found === BATCH; removed += found) found = await transaction((tx) => pruneBatch(tx, now));
  await transaction((tx) => pruneUnbooked(tx, now));
  await transaction((tx) => pruneNight(tx, now));
  return removed;
}

/** The ledger of people without a reservation goes with its night, once the last correction of it is as old. */
async function pruneUnbooked(tx: Tx, now: Date): Promise<void> {
  await allowPruning(tx);
  await tx.execute(sql`
    delete from attendance_entry entry using business
    cross join lateral (select ${venueKeepsSince('nights', now)} as since) as kept
    where entry.business_id = business.id and entry.reservation_id is null
      and entry.business_day < (kept.since at time zone 'UTC')::date
      and not exists (select from attendance_entry later where later.business_id = entry.business_id
        and later.business_day = entry.business_day and later.reservation_id is null and later.received_at >= kept.since)`);
}

/** What phones delivered of a night, what a person was asked about it, and the lock of its tables. */
async function pruneNight(tx: Tx, now: Date): Promise<void> {
  for (const table of [custodyEntry, incident, serviceNight]) {
    await tx.execute(sql`
      delete from ${table} old using business cross join lateral (select ${venueKeepsSince('nights', now)} as since) as kept
      where old.business_id = business.id and old.business_day < (kept.since at time zone 'UTC')::date`);
  }
}

async function pruneBatch(tx: Tx, now: Date): Promise<number> {
  const { rows } = (await tx.execute(sql`
    select night.business_id, night.id from business
    cross join lateral (select ${venueKeepsSince('nights', now)} as since) as kept
    cross join lateral (
      select business_id, id from reservation
      where business_id = business.id and business_day < (kept.since at time zone 'UTC')::date
        and not exists (select from attendance_entry e
          where e.business_id = reservation.business_id and e.reservation_id = reservation.id and e.received_at >= kept.since)
        and not exists (select from audit_entry a
          where a.business_id = reservation.business_id and a.entity = 'reservation' and a.entity_id = reservation.id and a.at >= kept.since)
      limit ${BATCH} for update skip locked
    ) as night limit ${BATCH}`)) as unknown as { rows: Found[] };
  if (rows.length === 0) return 0;
  await allowPruning(tx);
  const gone = JSON.stringify(rows);
  const isGone = (businessId: PgColumn, reservationId: PgColumn): SQL =>
    sql`(${businessId}, ${reservationId}) in (select * from jsonb_to_recordset(${gone}::jsonb) as gone (business_id text, id text))`;
  for (const table of [attendanceEntry, scanAttempt, qrPass]) {
    await tx.delete(table).where(isGone(table.businessId, table.reservationId));
  }
  await tx
    .delete(auditEntry)
    .where(sql`${auditEntry.entity} = 'reservation' and ${isGone(auditEntry.businessId, auditEntry.entityId)}`);
  await tx.delete(reservation).where(isGone(reservation.businessId, reservation.id));
  return rows.length;
}

/**
 * Until the transaction ends, the database allows the deletion of ledger and audit rows that are older than a year
 * (migration 0006).
 */
export async function allowPruning(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('aforo.pruning', 'on', true)`);
}
