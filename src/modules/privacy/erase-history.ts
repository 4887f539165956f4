import { and, eq, inArray, isNotNull, like, or, type SQL, sql } from 'drizzle-orm';
import { attendanceEntry } from '@/modules/attendance/tables';
import { auditEntry } from '@/modules/audit/tables';
import { custodyEntry, incident } from '@/modules/custody/tables';
import { venueEvent } from '@/modules/events/tables';
import { reservation } from '@/modules/reservations/tables';
import type { Tx } from '@/platform/db/client';
import { ABOUT } from './find-person';
import { type Erased, redactEvent } from './rules';

/** What is left of the content of an entry in which somebody wrote something. */
export const NOTHING = '{}';
export const hasReason = sql`${custodyEntry.content} like '%"reason":"%'`;

/** What the hash of a creation's request is replaced by: no request has it, so a repetition is refused instead of creating again. */
const NO_HASH = 'erased';

/**
 * Erases a person, or free text, from the past of reservations: audit, log, reasons of the ledger, and the hash of the request that
 * made them. Who did what and when stays, and every count. The caller holds the rows' locks.
 */
export async function eraseHistory(tx: Tx, businessId: string, ids: readonly string[], what: Erased): Promise<void> {
  if (ids.length === 0) return;
  const some = [...ids];
  await allowErasing(tx);
  const redact = sql.raw(what === 'person' ? 'redact_personal' : 'redact_notes');
  await tx
    .update(auditEntry)
    .set({ before: sql`${redact}(${auditEntry.before})`, after: sql`${redact}(${auditEntry.after})` })
    .where(
      and(
        eq(auditEntry.businessId, businessId),
        eq(auditEntry.entity, 'reservation'),
        inArray(auditEntry.entityId, some),
      ),
    );
  await tx
    .update(attendanceEntry)
    .set({ reason: null })
    .where(
      and(
        eq(attendanceEntry.businessId, businessId),
        inArray(attendanceEntry.reservationId, some),
        isNotNull(attendanceEntry.reason),
      ),
    );
  await eraseIncidents(tx, businessId, some);
  await eraseEvents(tx, businessId, some, what);
  await tx
    .update(reservation)
    .set({ idempotencyHash: NO_HASH })
    .where(
      and(
        eq(reservation.businessId, businessId),
        inArray(reservation.id, some),
        isNotNull(reservation.idempotencyHash),
      ),
    );
}

/** Why staff decided an incident as they did, and what they wrote beside a count that a phone delivered, counted or held. */
async function eraseIncidents(tx: Tx, businessId: string, ids: readonly string[]): Promise<void> {
  const counted = tx
    .select({ nonce: attendanceEntry.nonce })
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), inArray(attendanceEntry.reservationId, [...ids])));
  const told = tx
    .select({ nonce: sql`unnest(${incident.nonces})` })
    .from(incident)
    .where(and(eq(incident.businessId, businessId), inArray(incident.reservationId, [...ids])));
  const isAbout = or(
    inArray(custodyEntry.nonce, counted),
    inArray(custodyEntry.nonce, told),
    ...ids.map((id) => like(custodyEntry.content, `%"reservationId":"${id}"%`)),
  );
  await tx
    .update(custodyEntry)
    .set({ content: NOTHING })
    .where(and(eq(custodyEntry.businessId, businessId), hasReason, isAbout));
  await tx
    .update(incident)
    .set({ reason: null })
    .where(and(eq(incident.businessId, businessId), inArray(incident.reservationId, [...ids])));
}

/** Until the transaction ends, the database allows exactly this change (migration 0015). */
export async function allowErasing(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('aforo.erasing', 'on', true)`);
}

/** Takes what is erased out of the log's events about these rows; `about` says whom an event is about. */
export async function eraseEvents(
  tx: Tx,
  businessId: string,
  ids: readonly string[],
  what: Erased,
  about: SQL<string> = ABOUT,
): Promise<void> {
  const events = await tx
    .select({ seq: venueEvent.seq, payload: venueEvent.payload })
    .from(venueEvent)
    .where(and(eq(venueEvent.businessId, businessId), inArray(about, [...ids])));
  const changed = events
    .map(({ seq, payload }) => ({ seq, payload: redactEvent(payload, what), before: payload }))
    .filter(({ payload, before }) => payload !== before)
    .map(({ seq, payload }) => ({ seq, payload }));
  if (changed.length === 0) return;
  await tx.execute(sql`
    update ${venueEvent} set payload = erased.payload
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as erased (seq bigint, payload text)
    where ${venueEvent.businessId} = ${businessId} and ${venueEvent.seq} = erased.seq`);
}
