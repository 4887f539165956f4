import { and, eq, sql } from 'drizzle-orm';
import { authorize, type Context, can } from '@/modules/access/context';
import { checkToken } from '@/modules/passes/check-pass';
import { qrPass } from '@/modules/passes/tables';
import type { PassClaims } from '@/modules/passes/token';
import { type ReservationRow, tryLockReservation } from '@/modules/reservations/rows';
import { nightState } from '@/modules/venues/business-day';
import type { Venue } from '@/modules/venues/venue';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { ScanAnswer } from './answers';
import { bringToTonight, mayBring } from './bring-tonight';
import { type EventTime, eventTime } from './event-time';
import { judgePass } from './judge-pass';
import { hashEntry, withNonce } from './nonces';
import { recordEntry } from './record-entry';
import { type Refusal, recordRefusal, refuseScan } from './refuse-scan';
import { answerEntry, answerInfo } from './scan-answer';
import type { ScanQrInput } from './schema';
import { attendanceEntry } from './tables';

/**
 * Lets people in by their pass, judged at the time of the scan, or only tells about it, as of now. One nonce counts once,
 * whatever the retries. A refusal is kept, then thrown as SCAN_REFUSED with `result: 'error'` and its `reason`.
 */
export async function scanQr(ctx: Context, input: ScanQrInput): Promise<ScanAnswer> {
  authorize(ctx, 'attendance.count');
  const verdict = await checkToken(ctx.venue, input.qrCode);
  const time = eventTime(ctx, input.action === 'increment' ? input.occurredAt : undefined);
  const { increment = 0, nonce, gateId } = input;
  const attempt = { method: 'QR', increment, occurredAt: time.at, nonce, gateId } as const;
  const outcome = await withNonce(() =>
    transaction(async (tx) => {
      const decided = 'refusal' in verdict ? verdict : await decide(tx, ctx, input, time, verdict.claims);
      if ('refusal' in decided) await recordRefusal(tx, ctx, attempt, decided);
      return decided;
    }),
  );
  if ('refusal' in outcome) throw refuseScan(ctx, outcome);
  return outcome;
}

async function decide(
  tx: Tx,
  ctx: Context,
  input: ScanQrInput,
  { at, isTooLate }: EventTime,
  claims: PassClaims,
): Promise<ScanAnswer | Refusal> {
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
  const { refusal, overridden } = judgePass({ pass, claims, row }, venue, at, {
    increment: input.action === 'increment' ? input.increment : 0,
    isForced: input.action === 'increment' && input.force,
    mayForce: can(ctx.role, 'attendance.force'),
    mayBring: row !== undefined && mayBring(ctx, row, at),
  });
  if (!row) return { refusal: refusal ?? 'REVOKED' };
  if (refusal) return { refusal, row };
  if (input.action === 'info') return answerInfo(ctx, row);
  if (isTooLate) return { refusal: 'OTHER_DAY', row };
  const isOfTonight = nightState(row.businessDay, at, venue) === 'running';
  const present = isOfTonight ? row : await bringToTonight(tx, ctx, row);
  const recorded = await recordEntry(tx, ctx, present, {
    delta: input.increment,
    nonce: input.nonce,
    requestHash: hashEntry('QR', row.id, input.increment),
    method: 'QR',
    gateId: input.gateId ?? null,
    occurredAt: at,
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
