import { and, asc, eq, gt, inArray } from 'drizzle-orm';
import { business } from '@/modules/venues/tables';
import { db } from '@/platform/db/transaction';
import type { EventLog } from '@/realtime/protocol/log';
import { venueEvent } from './tables';

/** The log in the database, in the form that the hub reads. */
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
      .select({ epoch: venueEvent.epoch, seq: venueEvent.seq, json: venueEvent.payload })
      .from(venueEvent)
      .where(and(eq(venueEvent.businessId, businessId), gt(venueEvent.seq, after)))
      .orderBy(asc(venueEvent.seq))
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
