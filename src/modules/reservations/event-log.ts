import { randomUUID } from 'node:crypto';
import { and, asc, eq, gt, inArray, type SQLWrapper, sql } from 'drizzle-orm';
import { business } from '@/modules/venues/tables';
import type { Tx } from '@/platform/db/client';
import { announceAfterCommit, db } from '@/platform/db/transaction';
import type { DomainEventDraft } from '@/realtime/protocol/events';
import type { EventLog } from '@/realtime/protocol/log';
import { reservationEvent } from './event-tables';
import { reservation } from './tables';

/** The event's number, in what is written alongside it. */
export const EVENT_SEQ = sql<number>`(select seq from head)`;

/** What one statement writes with an event. */
interface Alongside {
  /** Of the event's reservation. */
  readonly changes?: Partial<typeof reservation.$inferInsert>;
  readonly inserts?: readonly SQLWrapper[];
}

/**
 * Appends one event to its business's log and marks the reservation with its sequence. Call it last in the transaction: it
 * takes the business's row lock, which makes the order of numbers the order of commits. Returns the sequence.
 *
 * One statement, since every write of a business waits for that lock. The text is made before its number is known, so the
 * number's place holds a mark that no data can contain.
 */
export async function emitReservationEvent(
  tx: Tx,
  businessId: string,
  draft: DomainEventDraft,
  { changes = {}, inserts = [] }: Alongside = {},
): Promise<number> {
  const mark = randomUUID();
  const { type, ...fields } = draft;
  const row =
    'reservation' in draft && draft.reservation ? { reservation: { ...draft.reservation, version: mark } } : {};
  const text = JSON.stringify({ type, businessId, seq: mark, timestamp: new Date().toISOString(), ...fields, ...row });
  const marked = tx
    .update(reservation)
    .set({ ...changes, version: EVENT_SEQ })
    .where(and(eq(reservation.businessId, businessId), eq(reservation.id, draft.reservationId)))
    .getSQL();
  const { rows } = (await tx.execute(sql`
    with head as (
      update ${business} set event_seq = event_seq + 1 where id = ${businessId} returning event_seq as seq, epoch
    ), marked as (${marked})
    ${sql.join(inserts.map((insert, i) => sql`, ${sql.identifier(`insert_${i}`)} as (${insert.getSQL()})`))}
    insert into ${reservationEvent} (business_id, seq, epoch, payload)
    select ${businessId}, seq, epoch, replace(${text}::text, ${`"${mark}"`}::text, seq::text) from head
    returning seq::text as seq, epoch, payload as json`)) as unknown as {
    rows: { seq: string; epoch: string; json: string }[];
  };
  const [written] = rows;
  if (!written) throw new Error('emitReservationEvent: no such business');
  const seq = Number(written.seq);
  announceAfterCommit(tx, { businessId, epoch: written.epoch, seq, json: written.json });
  return seq;
}

/** The log in the database, as the hub reads it. */
export const eventLog: EventLog = {
  async state(businessId) {
    const [row] = await db()
      .select({ seq: business.eventSeq, floor: business.eventFloor, epoch: business.epoch })
      .from(business)
      .where(eq(business.id, businessId));
    return row ? { head: { epoch: row.epoch, seq: row.seq }, floor: row.floor } : null;
  },

  async read(businessId, after, limit) {
    const rows = await db()
      .select({ epoch: reservationEvent.epoch, seq: reservationEvent.seq, json: reservationEvent.payload })
      .from(reservationEvent)
      .where(and(eq(reservationEvent.businessId, businessId), gt(reservationEvent.seq, after)))
      .orderBy(asc(reservationEvent.seq))
      .limit(limit);
    return rows.map((row) => ({ businessId, ...row }));
  },

  async heads(businessIds) {
    if (businessIds.length === 0) return new Map();
    const rows = await db()
      .select({ id: business.id, seq: business.eventSeq, epoch: business.epoch })
      .from(business)
      .where(inArray(business.id, [...businessIds]));
    return new Map(rows.map((row) => [row.id, { epoch: row.epoch, seq: row.seq }]));
  },
};
