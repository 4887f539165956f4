import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Author } from '@/modules/access/context';
import { EVENT_SEQ } from '@/modules/events/emit';
import { changeReservation } from '@/modules/reservations/change';
import type { ReservationRow } from '@/modules/reservations/rows';
import { afterCount, standingOf } from '@/modules/reservations/rules';
import type { Tx } from '@/platform/db/client';
import { statement } from '@/platform/db/statement';
import { excessOf } from './rules';
import { attendanceEntry } from './tables';

export type AttendanceRow = typeof attendanceEntry.$inferSelect;

export type NewEntry = Pick<AttendanceRow, 'delta' | 'nonce' | 'requestHash' | 'method' | 'occurredAt'> &
  Partial<Pick<AttendanceRow, 'undoOf' | 'gateId' | 'forced' | 'reason' | 'person'>>;

export interface Recorded {
  readonly row: ReservationRow;
  readonly entry: AttendanceRow;
}

/** How an entry changes the row of its party. */
interface Standing {
  /** It corrects a night that is over (`requireCorrection`), which closes the row. */
  readonly isCorrection?: boolean;
  /** It does not reopen the reservation: the people are counted, and the status stays. */
  readonly keepsStatus?: boolean;
}

/**
 * Adds one entry on the arrivals of a locked reservation, and updates its count and status, with audit entry and event,
 * all in one statement. The caller has decided that the entry is allowed. A nonce that is already used fails with a
 * unique violation.
 */
export async function recordEntry(
  tx: Tx,
  author: Author,
  before: ReservationRow,
  entry: NewEntry,
  { isCorrection = false, keepsStatus = false }: Standing = {},
): Promise<Recorded> {
  const { venue } = author;
  const scanCount = before.scanCount + entry.delta;
  const isFirstScan = before.scanCount === 0 && scanCount > 0;
  const closedAt = isCorrection ? author.now : before.closedAt;
  const counted = keepsStatus ? standingOf(before) : afterCount({ ...before, closedAt }, scanCount);
  const fields = { scanCount, ...counted, closedAt };
  const written = {
    ...{ undoOf: null, gateId: null, forced: false, reason: null, person: null },
    ...entry,
    businessId: venue.id,
    id: randomUUID(),
    reservationId: before.id,
    userId: author.userId,
    receivedAt: author.now,
    scanCountAfter: scanCount,
    guestCountThen: before.guestCount,
    statusAfter: fields.status,
    isFirstScan,
    flow: 'IN',
    kind: entry.undoOf ? 'UNDO' : 'FIRST',
    category: null,
    businessDay: before.businessDay,
  } as const;
  const row = await changeReservation(tx, author, before, {
    fields,
    audit: {
      action: 'attendance.counted',
      before: { scanCount: before.scanCount, status: before.status },
      after: { scanCount, status: fields.status },
    },
    event: {
      type: 'qr-scanned',
      reservationId: before.id,
      businessDay: before.businessDay,
      customerName: before.customerName,
      scanCount,
      maxGuests: before.guestCount,
      increment: entry.delta,
      isFirstScan,
      newStatus: fields.status,
      method: entry.method,
      ...(entry.gateId ? { gateId: entry.gateId } : {}),
      excess: excessOf(scanCount, before.guestCount),
    },
    inserts: [{ table: attendanceEntry, values: { ...written, seq: EVENT_SEQ } }],
  });
  return { row, entry: { ...written, seq: row.version } };
}

const findByNonce = statement((on) =>
  on
    .select()
    .from(attendanceEntry)
    .where(
      and(
        eq(attendanceEntry.businessId, sql.placeholder('businessId')),
        eq(attendanceEntry.nonce, sql.placeholder('nonce')),
      ),
    ),
);

export async function findEntryByNonce(tx: Tx, businessId: string, nonce: string): Promise<AttendanceRow | undefined> {
  const [entry] = await findByNonce(tx, { businessId, nonce });
  return entry;
}

export async function findUndo(tx: Tx, { businessId, id }: AttendanceRow): Promise<AttendanceRow | undefined> {
  const [entry] = await tx
    .select()
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.undoOf, id)));
  return entry;
}
