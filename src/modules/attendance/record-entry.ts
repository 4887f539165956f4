import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { insertAudit } from '@/modules/audit/write-audit';
import { EVENT_SEQ, emitReservationEvent } from '@/modules/reservations/event-log';
import type { ReservationRow } from '@/modules/reservations/rows';
import { afterCount } from '@/modules/reservations/rules';
import type { Tx } from '@/platform/db/client';
import { excessOf } from './rules';
import { attendanceEntry } from './tables';

export type AttendanceRow = typeof attendanceEntry.$inferSelect;

export type NewEntry = Pick<AttendanceRow, 'delta' | 'nonce' | 'requestHash' | 'method' | 'occurredAt'> &
  Partial<Pick<AttendanceRow, 'undoOf' | 'gateId' | 'forced' | 'reason'>>;

export interface Recorded {
  readonly row: ReservationRow;
  readonly entry: AttendanceRow;
}

/**
 * Adds one entry to the ledger of a locked reservation and moves its count and status with it, with audit and event, all in
 * one statement. The caller has decided that the entry is allowed, and whether it corrects a night that is over
 * (`requireCorrection`), which closes the row. A nonce in use fails with a unique violation.
 */
export async function recordEntry(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  entry: NewEntry,
  isCorrection = false,
): Promise<Recorded> {
  const { venue } = author;
  const scanCount = before.scanCount + entry.delta;
  const isFirstScan = before.scanCount === 0 && scanCount > 0;
  const closedAt = isCorrection ? author.now : before.closedAt;
  const changes = { scanCount, closedAt, ...afterCount({ ...before, closedAt }, scanCount) };
  const row = { ...before, ...changes };
  const written = {
    ...{ undoOf: null, gateId: null, forced: false, reason: null },
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
  };
  const audit = insertAudit(tx, author, {
    action: 'attendance.counted',
    entity: 'reservation',
    entityId: row.id,
    before: { scanCount: before.scanCount, status: before.status },
    after: { scanCount, status: row.status },
  });
  const seq = await emitReservationEvent(
    tx,
    venue.id,
    {
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
    },
    { changes, inserts: [tx.insert(attendanceEntry).values({ ...written, seq: EVENT_SEQ }), audit] },
  );
  return { row: { ...row, version: seq }, entry: { ...written, seq } };
}

export async function findEntryByNonce(tx: Tx, businessId: string, nonce: string): Promise<AttendanceRow | undefined> {
  const [entry] = await tx
    .select()
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.nonce, nonce)));
  return entry;
}
