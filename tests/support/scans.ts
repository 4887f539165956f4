import { and, eq, isNull, sum } from 'drizzle-orm';
import { ScanQrInput } from '@/modules/attendance/schema';
import { attendanceEntry } from '@/modules/attendance/tables';
import { claimsOf } from '@/modules/passes/issue-pass';
import { findPassKey, signClaims } from '@/modules/passes/keys';
import { qrPass } from '@/modules/passes/tables';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { db } from '@/platform/db/transaction';

/** The text of the reservation's active QR. */
export async function tokenOf({ businessId, id }: ReservationRow): Promise<string> {
  const [pass] = await db()
    .select()
    .from(qrPass)
    .where(and(eq(qrPass.businessId, businessId), eq(qrPass.reservationId, id), isNull(qrPass.revokedAt)));
  const key = pass && (await findPassKey(db(), pass.keyId));
  if (!pass || !key) throw new Error('tokenOf: no active pass');
  return signClaims(key, claimsOf(pass));
}

export function scanInput(qrCode: string, nonce: string, changes: Record<string, unknown> = {}): ScanQrInput {
  return ScanQrInput.parse({ action: 'increment', qrCode, nonce, ...changes });
}

/** The reservation's row and what its ledger adds up to. */
export async function countsOf({ businessId, id }: ReservationRow) {
  const [row] = await db()
    .select()
    .from(reservation)
    .where(and(eq(reservation.businessId, businessId), eq(reservation.id, id)));
  const [ledger] = await db()
    .select({ total: sum(attendanceEntry.delta).mapWith(Number) })
    .from(attendanceEntry)
    .where(and(eq(attendanceEntry.businessId, businessId), eq(attendanceEntry.reservationId, id)));
  return { scanCount: row?.scanCount, ledger: ledger?.total ?? 0, status: row?.status, version: row?.version };
}
