import { reservation } from '@db/schema/reservations';
import { business, reservationEvent } from '@db/schema/venues';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { DomainEventDraft } from '@/realtime/protocol/events';
import type { EventLog } from '@/realtime/protocol/log';
import type { Tx } from './client';
import { announceAfterCommit, db } from './transaction';

/**
 * Appends one event to its business's log and marks the reservation with its sequence. Call it last in the transaction: it
 * takes the business's row lock, which makes the order of numbers the order of commits. Returns the sequence.
 */
export async function emitReservationEvent(tx: Tx, businessId: string, draft: DomainEventDraft): Promise<number> {
  const [head] = await tx
    .update(business)
    .set({ eventSeq: sql`${business.eventSeq} + 1` })
    .where(eq(business.id, businessId))
    .returning({ seq: business.eventSeq, epoch: business.epoch });
  if (!head) throw new Error('emitReservationEvent: no such business');
  const { seq, epoch } = head;
  const { type, ...fields } = draft;
  const row =
    'reservation' in draft && draft.reservation ? { reservation: { ...draft.reservation, version: seq } } : {};
  const json = JSON.stringify({ type, businessId, seq, timestamp: new Date().toISOString(), ...fields, ...row });
  await tx
    .update(reservation)
    .set({ version: seq })
    .where(and(eq(reservation.businessId, businessId), eq(reservation.id, draft.reservationId)));
  await tx.insert(reservationEvent).values({ businessId, seq, epoch, payload: json });
  announceAfterCommit(tx, { businessId, epoch, seq, json });
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
