import { randomUUID } from 'node:crypto';
import { attendanceEntry } from '@db/schema/attendance';
import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/server/db/client';
import { emitReservationEvent } from '@/server/db/event-log';
import { recordAudit } from '../audit';
import type { Author } from '../people/context';
import { type ReservationRow, writeReservation } from '../reservations/rows';
import { afterCount } from '../reservations/rules';
import { excessOf } from './rules';

export type AttendanceRow = typeof attendanceEntry.$inferSelect;

export type NewEntry = Pick<AttendanceRow, 'delta' | 'nonce' | 'requestHash' | 'method' | 'occurredAt'> &
  Partial<Pick<AttendanceRow, 'undoOf' | 'gateId' | 'forced' | 'reason'>>;

export interface Recorded {
  readonly row: ReservationRow;
  readonly entry: AttendanceRow;
}

/**
 * Adds one entry to the ledger of a locked reservation and moves its count and status with it, in one statement each, with
 * audit and event. The caller has decided that the entry is allowed. A nonce in use fails with a unique violation.
 */
export async function recordEntry(tx: Tx, author: Author, before: ReservationRow, entry: NewEntry): Promise<Recorded> {
  const { venue } = author;
  const scanCount = before.scanCount + entry.delta;
  const isFirstScan = before.scanCount === 0 && scanCount > 0;
  const row = await writeReservation(tx, venue, before.id, { scanCount, ...afterCount(before, scanCount) });
  await recordAudit(tx, author, {
    action: 'attendance.counted',
    entity: 'reservation',
    entityId: row.id,
    before: { scanCount: before.scanCount, status: before.status },
    after: { scanCount: row.scanCount, status: row.status },
  });
  const seq = await emitReservationEvent(tx, venue.id, {
    type: 'qr-scanned',
    reservationId: row.id,
    businessDay: row.businessDay,
    customerName: row.customerName,
    scanCount,
    maxGuests: row.guestCount,
    increment: entry.delta,
    isFirstScan,
    newStatus: row.status,
    method: entry.method,
    ...(entry.gateId ? { gateId: entry.gateId } : {}),
    excess: excessOf(scanCount, row.guestCount),
  });
  const [written] = await tx
    .insert(attendanceEntry)
    .values({
      ...entry,
      businessId: venue.id,
      id: randomUUID(),
      reservationId: row.id,
      userId: author.userId,
      receivedAt: author.now,
      scanCountAfter: scanCount,
      guestCountThen: row.guestCount,
      statusAfter: row.status,
      isFirstScan,
      seq,
    })
    .returning();
  if (!written) throw new Error('recordEntry: nothing was inserted');
  return { row: { ...row, version: seq }, entry: written };
}

export async function findEntryByNonce(tx: Tx, businessId: string, nonce: string): Promise<AttendanceRow | undefined> {
  const [entry] = await tx
    .select()
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.nonce, nonce)));
  return entry;
}
