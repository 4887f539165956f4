import { attendanceEntry } from '@db/schema/attendance';
import { qrPass } from '@db/schema/reservations';
import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '@/server/db/client';
import { transaction } from '@/server/db/transaction';
import { checkToken, isRevoked, isWithinValidity } from '../passes/check-pass';
import type { PassClaims } from '../passes/token';
import { authorize, type Context, can, type Venue } from '../people/context';
import { type ReservationRow, tryLockReservation } from '../reservations/rows';
import { businessDayOf } from '../venues/business-day';
import { hashEntry, withNonce } from './nonces';
import { recordEntry } from './record-entry';
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
  const verdict = await checkToken(ctx.venue, input.qrCode);
  const outcome = await withNonce(() =>
    transaction(async (tx) => {
      const decided = 'refusal' in verdict ? verdict : await decide(tx, ctx, input, verdict.claims);
      if ('refusal' in decided) await recordRefusal(tx, ctx, input, decided);
      return decided;
    }),
  );
  if ('refusal' in outcome) throw refuseScan(ctx, outcome);
  return outcome;
}

async function decide(tx: Tx, ctx: Context, input: ScanQrInput, claims: PassClaims): Promise<ScanAnswer | Refusal> {
  const { venue } = ctx;
  const row = await lockHolder(tx, venue, claims.passId);
  // Rotation and other scans happen under the lock that we now hold: what is read after it is as it stays.
  const found = await findPassAndEntry(tx, venue, claims.passId, input.action === 'increment' ? input.nonce : null);
  if (!found) return { refusal: 'INVALID' };
  const { pass, entry } = found;
  if (entry && input.action === 'increment') {
    if (entry.requestHash !== hashEntry('QR', pass.reservationId, input.increment)) {
      return { refusal: 'NONCE_REUSED', ...(row ? { row } : {}) };
    }
    if (row) return answerEntry(ctx, row, entry, true);
  }
  if (!row) return { refusal: 'REVOKED' };
  if (isRevoked(pass, claims)) return { refusal: 'REVOKED', row };
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

/** Locks the reservation that a pass is for. */
function lockHolder(tx: Tx, venue: Venue, passId: string): Promise<ReservationRow | undefined> {
  const holder = tx
    .select({ id: qrPass.reservationId })
    .from(qrPass)
    .where(and(eq(qrPass.businessId, venue.id), eq(qrPass.id, passId)));
  return tryLockReservation(tx, venue, sql`${holder}`);
}

/** The pass, and the entry that was recorded with the nonce, whichever pass it came by. */
async function findPassAndEntry(tx: Tx, venue: Venue, passId: string, nonce: string | null) {
  const isEntry = and(eq(attendanceEntry.businessId, qrPass.businessId), eq(attendanceEntry.nonce, sql`${nonce}`));
  const [found] = await tx
    .select({ pass: qrPass, entry: attendanceEntry })
    .from(qrPass)
    .leftJoin(attendanceEntry, isEntry)
    .where(and(eq(qrPass.businessId, venue.id), eq(qrPass.id, passId)));
  return found;
}
