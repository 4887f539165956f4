import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Context, can } from '@/modules/access/context';
import { checkToken } from '@/modules/passes/check-pass';
import { qrPass } from '@/modules/passes/tables';
import type { PassClaims } from '@/modules/passes/token';
import { reservation } from '@/modules/reservations/tables';
import { businessDayOf, nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { statement } from '@/platform/db/statement';
import type { ScanAnswer, ScanReason } from './answers';
import { bringToTonight, mayBring } from './bring-tonight';
import { type EventTime, eventTime } from './event-time';
import { judgePass } from './judge-pass';
import { judgeRoom } from './judge-room';
import { hashEntry, hashRequest } from './nonces';
import { findArrival } from './read-last-arrival';
import { readOutside, readPersons } from './reads';
import { recordEntry } from './record-entry';
import { recordFlow } from './record-flow';
import { type Attempt, decideOnce, findRefusal, type Refusal, refuseScan } from './refuse-scan';
import { isPersonIn, isReentry } from './rules';
import { answerEntry, answerInfo } from './scan-answer';
import type { ScanQrInput } from './schema';
import { attendanceEntry } from './tables';

/**
 * Admits people by their pass, decided for the time of the scan, or only returns its state now. One nonce counts once,
 * however often it is retried. A refusal is recorded, then thrown as SCAN_REFUSED with `result: 'error'` and its
 * `reason`.
 */
export async function scanQr(ctx: Context, input: ScanQrInput): Promise<ScanAnswer> {
  const verdict = await checkToken(ctx.venue, input.qrCode);
  const time = eventTime(ctx.now, ctx.request, input.action === 'increment' ? input.occurredAt : undefined);
  const { increment = 0, nonce, gateId } = input;
  const attempt: Attempt = {
    method: 'QR',
    increment,
    occurredAt: time.at,
    nonce,
    requestHash: hashRequest(ctx, input),
    gateId,
  };
  const outcome = await decideOnce(ctx, attempt, async (tx) =>
    'refusal' in verdict ? verdict : decide(tx, ctx, input, time, attempt, verdict.claims),
  );
  if ('refusal' in outcome) throw refuseScan(ctx, outcome);
  return outcome;
}

async function decide(
  tx: Tx,
  ctx: Context,
  input: ScanQrInput,
  { at, isTooLate }: EventTime,
  attempt: Attempt,
  claims: PassClaims,
): Promise<ScanAnswer | Refusal> {
  const { venue } = ctx;
  const asked = { businessId: venue.id, passId: claims.passId };
  // Rotation and other scans take the same lock as the first statement. The second statement runs after it and sees
  // everything committed by then, so what it reads stays valid until the transaction ends.
  const [[row], [found]] = await Promise.all([
    lockHolder(tx, asked),
    findPassAndEntry(tx, { ...asked, nonce: input.action === 'increment' ? input.nonce : null }),
  ]);
  if (!found) return { refusal: 'INVALID' };
  const { pass, entry } = found;
  if (entry && input.action === 'increment') {
    if (entry.requestHash !== hashEntry('QR', pass.reservationId, input.increment)) {
      return { refusal: 'NONCE_REUSED', ...(row ? { row } : {}) };
    }
    if (row) return answerEntry(ctx, row, entry, true);
  }
  const people = input.action === 'increment' ? input.increment : 0;
  const { person } = claims;
  const wasIn =
    row !== undefined && person !== null && isPersonIn(person, await readPersons(tx, venue.id, row.id), row);
  const isAsked = input.action === 'info' || wasIn || (row !== undefined && row.scanCount >= row.guestCount);
  const outside = row && isAsked ? await readOutside(tx, venue.id, row.id) : 0;
  const mayBeBack = row !== undefined && (wasIn ? people > 0 && people <= outside : isReentry(row, people, outside));
  const isBack = mayBeBack && (person === null || people === 1);
  const { refusal, overridden } = judgePass({ pass, claims, row }, venue, at, {
    // People who come back have been admitted.
    increment: isBack ? 0 : people,
    isForced: input.action === 'increment' && input.force,
    mayForce: can(ctx.role, 'attendance.force'),
    mayBring: row !== undefined && mayBring(ctx, row, at),
    // While somebody of the party is outside, it may be this person who comes back.
    person: person === null ? null : { isIn: wasIn && outside === 0 },
  });
  if (!row) return { refusal: refusal ?? 'REVOKED' };
  if (refusal === 'ALREADY_IN' && person !== null) {
    return { refusal, row, arrival: await findArrival(tx, row, eq(attendanceEntry.person, person)) };
  }
  if (refusal) return { refusal, row };
  if (input.action === 'info') return answerInfo(ctx, row, outside, person);
  if (isTooLate) return { refusal: 'OTHER_DAY', row };
  const isOfTonight = nightState(row.businessDay, at, venue) === 'running';
  const businessDay = isOfTonight ? row.businessDay : businessDayOf(ctx.now, venue);
  const room = await judgeRoom(tx, ctx, businessDay, people, input);
  if ('refusal' in room) return { ...room, row };
  const before = await findRefusal<ScanReason>(tx, venue.id, attempt);
  if (before) return { refusal: before, row };
  const counted = {
    ...{ delta: people, nonce: input.nonce, requestHash: hashEntry('QR', row.id, people), method: 'QR' as const },
    ...{ gateId: input.gateId ?? null, occurredAt: at, forced: overridden || room.overridden },
    ...{ person, reason: room.overridden ? (input.reason ?? null) : null },
  };
  if (isBack) {
    const back = await recordFlow(tx, ctx, row, { ...counted, flow: 'IN', kind: 'REENTRY', businessDay });
    return answerEntry(ctx, row, back, false);
  }
  const present = isOfTonight ? row : await bringToTonight(tx, ctx, row);
  const recorded = await recordEntry(tx, ctx, present, counted);
  return answerEntry(ctx, recorded.row, recorded.entry, false);
}

/** Locks the reservation that a pass is for. */
const lockHolder = statement((on) => {
  const holder = on.select({ id: qrPass.reservationId }).from(qrPass).where(isAskedPass());
  return on
    .select()
    .from(reservation)
    .where(
      and(
        eq(reservation.businessId, sql.placeholder('businessId')),
        eq(reservation.id, sql`(${holder})`),
        isNull(reservation.deletedAt),
      ),
    )
    .for('update');
});

/** The pass, and the entry that was recorded with the nonce, for whichever pass that was. */
const findPassAndEntry = statement((on) =>
  on
    .select({ pass: qrPass, entry: attendanceEntry })
    .from(qrPass)
    .leftJoin(
      attendanceEntry,
      and(eq(attendanceEntry.businessId, qrPass.businessId), eq(attendanceEntry.nonce, sql.placeholder('nonce'))),
    )
    .where(isAskedPass()),
);

function isAskedPass() {
  return and(eq(qrPass.businessId, sql.placeholder('businessId')), eq(qrPass.id, sql.placeholder('passId')));
}
