import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { type ReservationRow, showReservation } from '@/modules/reservations/rows';
import type { Tx } from '@/platform/db/client';
import { statement } from '@/platform/db/statement';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { LastArrival, RefusalOf, ScanReason } from './answers';
import { withNonce } from './nonces';
import { excessOf } from './rules';
import { scanAttempt } from './tables';

export interface Refusal {
  readonly refusal: ScanReason;
  /** The reservation of this venue that the scan was for, when it is known. */
  readonly row?: ReservationRow;
  /** What is missing to let people into a venue that is full. */
  readonly needs?: 'manager' | 'reason';
  /** Of `ALREADY_IN`: how the person came in. */
  readonly arrival?: LastArrival['arrival'];
}

export interface CountRefusal {
  readonly refusal: ScanReason | 'COUNT_BELOW_ZERO';
  readonly row: ReservationRow;
  /** What is missing for a correction of a night that is over, or to let people into a venue that is full. */
  readonly needs?: 'manager' | 'reason';
}

/** The attempt, as it is recorded with its refusal. */
export interface Attempt {
  readonly method: 'QR' | 'MANUAL' | 'UNDO';
  /** Signed, like the ledger's delta; 0 when a scanner only requested information. */
  readonly increment: number;
  /** By the server's clock. */
  readonly occurredAt: Date;
  readonly nonce: string | undefined;
  /** Of the request (`hashRequest`); null for one without a nonce of its own. */
  readonly requestHash: string | null;
  readonly gateId: string | undefined;
}

type Refused = Pick<Refusal, 'row'> & { readonly refusal: CountRefusal['refusal'] };

/**
 * Decides an attempt in one transaction, once for each nonce, and resolves to what was decided. A refusal is recorded with it:
 * the record commits although nothing is counted. Throws NONCE_REUSED, and what `decide` throws.
 */
export function decideOnce<Decided extends Refused | { readonly result: 'ok' }>(
  ctx: Context,
  attempt: Attempt,
  decide: (tx: Tx) => Promise<Decided>,
): Promise<Decided> {
  return withNonce(() =>
    transaction(async (tx) => {
      const decided = await decide(tx);
      if ('refusal' in decided) await recordRefusal(tx, ctx, attempt, decided);
      return decided;
    }),
  );
}

/** Records what was refused. */
export async function recordRefusal(
  tx: Tx,
  { venue, userId, now }: Context,
  { method, increment, occurredAt, nonce, requestHash, gateId }: Attempt,
  { refusal, row }: Refused,
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
    requestHash,
    gateId: gateId ?? null,
    userId,
    receivedAt: now,
  });
}

/**
 * Why this very request was refused before. It stays refused, although it would be allowed by now: a copy that the network held
 * up must not count people who were sent away. A person who asks again sends another nonce, or an override.
 */
export async function findRefusal<Reason extends CountRefusal['refusal']>(
  tx: Tx,
  businessId: string,
  { nonce, requestHash }: Pick<Attempt, 'nonce' | 'requestHash'>,
): Promise<Reason | null> {
  const [found] = await findAttempt(tx, { businessId, nonce, requestHash });
  return (found?.reason as Reason | undefined) ?? null;
}

const findAttempt = statement((on) =>
  on
    .select({ reason: scanAttempt.reason })
    .from(scanAttempt)
    .where(
      and(
        eq(scanAttempt.businessId, sql.placeholder('businessId')),
        eq(scanAttempt.nonce, sql.placeholder('nonce')),
        eq(scanAttempt.requestHash, sql.placeholder('requestHash')),
      ),
    )
    .limit(1),
);

/** The refusal in the form that scanners expect: they decide by `reason`. */
export function refuseScan(ctx: Context, { refusal, row, needs, arrival }: Refusal): DomainError {
  const known = row && {
    reservation: showReservation(row, ctx.role),
    scanCount: row.scanCount,
    maxGuests: row.guestCount,
    excess: excessOf(row.scanCount, row.guestCount),
  };
  const extra: RefusalOf<'SCAN_REFUSED'> = {
    ...{ result: 'error', reason: refusal, ...known },
    ...(needs ? { needs } : {}),
    ...(arrival ? { arrival } : {}),
  };
  return new DomainError('SCAN_REFUSED', { extra });
}

/**
 * The refusal of a count by hand. Pages of every version know these codes and stop retrying; `reason` is the rule that
 * refused, and `needs` is what is missing to be allowed all the same.
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
