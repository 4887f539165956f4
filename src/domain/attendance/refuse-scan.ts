import { randomUUID } from 'node:crypto';
import { scanAttempt } from '@db/schema/attendance';
import type { Tx } from '@/server/db/client';
import { DomainError } from '../errors';
import type { Context } from '../people/context';
import { type ReservationRow, showReservation } from '../reservations/rows';
import { excessOf } from './rules';
import type { ScanQrInput, ScanReason } from './schema';

export interface Refusal {
  readonly refusal: ScanReason;
  /** The reservation of this venue that the pass is for, when known. */
  readonly row?: ReservationRow;
}

/** Keeps a refused scan; it commits although the scan is refused. */
export async function recordRefusal(
  tx: Tx,
  ctx: Context,
  input: ScanQrInput,
  { refusal, row }: Refusal,
): Promise<void> {
  await tx.insert(scanAttempt).values({
    businessId: ctx.venue.id,
    id: randomUUID(),
    reservationId: row?.id ?? null,
    reason: refusal,
    nonce: input.nonce ?? null,
    increment: input.increment ?? 0,
    gateId: input.gateId ?? null,
    userId: ctx.userId,
    occurredAt: input.occurredAt ? new Date(input.occurredAt) : ctx.now,
    receivedAt: ctx.now,
  });
}

/** The refusal as scanners read it: they switch on `reason`. */
export function refuseScan(ctx: Context, { refusal, row }: Refusal): DomainError {
  const known = row && {
    reservation: showReservation(row, ctx.role),
    scanCount: row.scanCount,
    maxGuests: row.guestCount,
    excess: excessOf(row.scanCount, row.guestCount),
  };
  return new DomainError('SCAN_REFUSED', { extra: { result: 'error', reason: refusal, ...known } });
}
