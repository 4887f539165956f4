import { attendanceEntry } from '@db/schema/attendance';
import { qrPass } from '@db/schema/passes';
import { reservation } from '@db/schema/reservations';
import { and, eq, isNull, sum } from 'drizzle-orm';
import { ScanQrInput } from '@/domain/attendance/schema';
import { claimsOf } from '@/domain/passes/issue-pass';
import { findPassKey, signClaims } from '@/domain/passes/keys';
import type { ReservationRow } from '@/domain/reservations/rows';
import { db } from '@/server/db/transaction';

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
