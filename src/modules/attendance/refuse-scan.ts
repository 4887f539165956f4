import { randomUUID } from 'node:crypto';
import type { Context } from '@/modules/access/context';
import { type ReservationRow, showReservation } from '@/modules/reservations/rows';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import type { RefusalOf, ScanReason } from './answers';
import { excessOf } from './rules';
import { scanAttempt } from './tables';

export interface Refusal {
  readonly refusal: ScanReason;
  /** The reservation of this venue that it was for, when known. */
  readonly row?: ReservationRow;
}

export interface CountRefusal {
  readonly refusal: ScanReason | 'COUNT_BELOW_ZERO';
  readonly row: ReservationRow;
  /** What is missing for a correction of a night that is over. */
  readonly needs?: 'manager' | 'reason';
}

/** What was tried, as the incident keeps it. */
export interface Attempt {
  readonly method: 'QR' | 'MANUAL' | 'UNDO';
  /** Signed, as the ledger's delta; 0 when a scanner only asked. */
  readonly increment: number;
  /** By the server's clock. */
  readonly occurredAt: Date;
  readonly nonce: string | undefined;
  readonly gateId: string | undefined;
}

/** Keeps what was refused; it commits although the count is refused. */
export async function recordRefusal(
  tx: Tx,
  { venue, userId, now }: Context,
  { method, increment, occurredAt, nonce, gateId }: Attempt,
  { refusal, row }: Refusal | CountRefusal,
): Promise<void> {
  await tx.insert(scanAttempt).values({
    businessId: venue.id,
    id: randomUUID(),
    reservationId: row?.id ?? null,
    reason: refusal,
    method,
    increment,
    occurredAt,
    nonce: nonce ?? null,
    gateId: gateId ?? null,
    userId,
    receivedAt: now,
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
  const extra: RefusalOf<'SCAN_REFUSED'> = { result: 'error', reason: refusal, ...known };
  return new DomainError('SCAN_REFUSED', { extra });
}

/**
 * The refusal of a count by hand. Pages of every version know these codes and stop asking; `reason` says which rule refused,
 * and `needs` by what a manager may still correct a night that is over.
 */
export function refuseCount({ refusal, needs }: CountRefusal): DomainError {
  switch (refusal) {
    case 'CAPACITY':
    case 'NONCE_REUSED':
    case 'FORBIDDEN':
    case 'COUNT_BELOW_ZERO':
      return new DomainError(refusal);
    default: {
      const extra: RefusalOf<'NOT_COUNTABLE'> = { reason: refusal, ...(needs ? { needs } : {}) };
      return new DomainError('NOT_COUNTABLE', { extra });
    }
  }
}
