import type { Tx } from '@/server/db/client';
import { transaction } from '@/server/db/transaction';
import { checkToken, findPass, isRevoked, isWithinValidity } from '../passes/check-pass';
import { authorize, type Context, can } from '../people/context';
import { tryLockReservation } from '../reservations/rows';
import { businessDayOf } from '../venues/business-day';
import { hashEntry, withNonce } from './nonces';
import { findEntryByNonce, recordEntry } from './record-entry';
import { type Refusal, recordRefusal, refuseScan } from './refuse-scan';
import { judgeScan } from './rules';
import { answerEntry, answerInfo } from './scan-answer';
import type { ScanAnswer, ScanQrInput } from './schema';

/**
 * Lets people in by their pass, or only tells about it. One nonce counts once, whatever the retries. A refusal is kept, then
 * thrown as SCAN_REFUSED with `result: 'error'` and its `reason`.
 */
export async function scanQr(ctx: Context, input: ScanQrInput): Promise<ScanAnswer> {
  authorize(ctx, 'attendance.count');
  const outcome = await withNonce(() =>
    transaction(async (tx) => {
      const decided = await decide(tx, ctx, input);
      if ('refusal' in decided) await recordRefusal(tx, ctx, input, decided);
      return decided;
    }),
  );
  if ('refusal' in outcome) throw refuseScan(ctx, outcome);
  return outcome;
}

async function decide(tx: Tx, ctx: Context, input: ScanQrInput): Promise<ScanAnswer | Refusal> {
  const { venue } = ctx;
  const verdict = await checkToken(tx, venue, input.qrCode);
  if ('refusal' in verdict) return verdict;
  const found = await findPass(tx, venue.id, verdict.claims.passId);
  if (!found) return { refusal: 'INVALID' };
  const row = await tryLockReservation(tx, venue, found.reservationId);
  if (input.action === 'increment') {
    const entry = await findEntryByNonce(tx, venue.id, input.nonce);
    if (entry && entry.requestHash !== hashEntry('QR', found.reservationId, input.increment)) {
      return { refusal: 'NONCE_REUSED', ...(row ? { row } : {}) };
    }
    if (entry && row) return answerEntry(ctx, row, entry, true);
  }
  if (!row) return { refusal: 'REVOKED' };
  // Rotation happens under the lock that we now hold: what was read before it may be old.
  const pass = await findPass(tx, venue.id, verdict.claims.passId);
  if (!pass || isRevoked(pass, verdict.claims)) return { refusal: 'REVOKED', row };
  const { refusal, overridden } = judgeScan({
    ...row,
    policy: venue.capacityPolicy,
    increment: input.action === 'increment' ? input.increment : 0,
    isToday: row.businessDay === businessDayOf(ctx.now, venue) && isWithinValidity(pass, ctx.now),
    isForced: input.action === 'increment' && input.force,
    mayForce: can(ctx.role, 'attendance.force'),
  });
  if (refusal) return { refusal, row };
  if (input.action === 'info') return answerInfo(ctx, row);
  const recorded = await recordEntry(tx, ctx, row, {
    delta: input.increment,
    nonce: input.nonce,
    requestHash: hashEntry('QR', row.id, input.increment),
    method: 'QR',
    gateId: input.gateId ?? null,
    occurredAt: input.occurredAt ? new Date(input.occurredAt) : ctx.now,
    forced: overridden,
  });
  return answerEntry(ctx, recorded.row, recorded.entry, false);
}
