import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { attendanceEntry, scanAttempt } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { qrPass } from '@/modules/passes/tables';
import { reservation } from '@/modules/reservations/tables';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { removableBefore } from './rules';

/** Reservations removed in one transaction. */
const BATCH = 200;

interface Found {
  readonly business_id: string;
  readonly id: string;
}

/**
 * Removes reservations of nights that are old enough, deleted ones too, each with all that belongs to it; one that was
 * corrected since then waits until the correction is as old. Screens hear nothing: no list of theirs goes back that far.
 * Several processes share the work. Returns how many reservations went.
 */
export async function pruneNights(now = new Date()): Promise<number> {
  const before = removableBefore('nights', now);
  let removed = 0;
  for (let found = BATCH; found === BATCH; removed += found) found = await transaction((tx) => pruneBatch(tx, before));
  return removed;
}

async function pruneBatch(tx: Tx, before: Date): Promise<number> {
  const at = sql`${before.toISOString()}::timestamptz`;
  const { rows } = (await tx.execute(sql`
    select night.business_id, night.id from business cross join lateral (
      select business_id, id from reservation
      where business_id = business.id and business_day < ${before.toISOString().slice(0, 10)}::date
        and not exists (select from attendance_entry e
          where e.business_id = reservation.business_id and e.reservation_id = reservation.id and e.received_at >= ${at})
        and not exists (select from audit_entry a
          where a.business_id = reservation.business_id and a.entity = 'reservation' and a.entity_id = reservation.id and a.at >= ${at})
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

/** Until the transaction ends, the database lets ledger and audit rows go that are older than a year (migration 0006). */
export async function allowPruning(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('aforo.pruning', 'on', true)`);
}
