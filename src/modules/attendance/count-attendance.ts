import type { Context } from '@/modules/access/context';
import { correctionNeeds } from '@/modules/reservations/closed-night';
import { lockReservation, type ReservationRow, requireVersion } from '@/modules/reservations/rows';
import { nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import type { ScanAnswer } from './answers';
import { type EventTime, eventTime } from './event-time';
import { judgeRoom } from './judge-room';
import { hashEntry, hashRequest } from './nonces';
import { mayTakeBack } from './own-count';
import { readOutside } from './reads';
import { findEntryByNonce, recordEntry } from './record-entry';
import { recordFlow } from './record-flow';
import { type Attempt, type CountRefusal, decideOnce, findRefusal, refuseCount } from './refuse-scan';
import { closedStatus, isOverCapacity, isReentry } from './rules';
import { answerEntry } from './scan-answer';
import type { CountAttendanceInput } from './schema';

/**
 * Counts people in or out by hand, by the same rules as a scan, at the time at which it happened. On a night that is
 * over it is a manager's correction, with a reason. A refusal is recorded, then thrown: NOT_COUNTABLE with its
 * `reason`, COUNT_BELOW_ZERO, CAPACITY, FORBIDDEN for removing people whom others counted, or NONCE_REUSED when the
 * nonce belongs to another request. Throws VERSION_CONFLICT.
 */
export async function countAttendance(ctx: Context, input: CountAttendanceInput): Promise<ScanAnswer> {
  const time = eventTime(ctx.now, ctx.request, input.occurredAt);
  const { delta: increment, nonce, gateId } = input;
  const requestHash = hashRequest(ctx, input);
  const attempt: Attempt = { method: 'MANUAL', increment, occurredAt: time.at, nonce, requestHash, gateId };
  const outcome = await decideOnce(ctx, attempt, (tx) => decide(tx, ctx, input, time, attempt));
  if ('refusal' in outcome) throw refuseCount(outcome);
  return outcome;
}

async function decide(
  tx: Tx,
  ctx: Context,
  input: CountAttendanceInput,
  time: EventTime,
  attempt: Attempt,
): Promise<ScanAnswer | CountRefusal> {
  const { venue } = ctx;
  const row = await lockReservation(tx, venue, input.id);
  const requestHash = hashEntry('MANUAL', row.id, input.delta);
  const first = await findEntryByNonce(tx, venue.id, input.nonce);
  if (first && first.requestHash !== requestHash) return { refusal: 'NONCE_REUSED', row };
  // This comes before any rule: a repeated request gets the first answer again, even when the night is over by then.
  if (first) return answerEntry(ctx, row, first, true);
  requireVersion(ctx, row);
  const outside = await readOutsideOf(tx, row, input.delta);
  const isBack = isReentry(row, input.delta, outside);
  const refused = judgeNight(ctx, row, input, time) ?? (await judgePeople(tx, ctx, row, input.delta, outside));
  if (refused) return { ...refused, row };
  const isCorrection = nightState(row.businessDay, time.at, venue) === 'over';
  // A night that is over has nobody to keep out.
  const room = isCorrection ? OPEN : await judgeRoom(tx, ctx, row.businessDay, input.delta, input);
  if ('refusal' in room) return { ...room, row };
  const before = await findRefusal<CountRefusal['refusal']>(tx, venue.id, attempt);
  if (before) return { refusal: before, row };
  const entry = {
    ...{ delta: input.delta, nonce: input.nonce, requestHash, method: 'MANUAL' as const },
    gateId: input.gateId ?? null,
    ...{ occurredAt: time.at, reason: input.reason ?? null, forced: room.overridden },
  };
  if (isBack) {
    const { businessDay } = row;
    const back = await recordFlow(tx, ctx, row, { ...entry, flow: 'IN', kind: 'REENTRY', businessDay });
    return answerEntry(ctx, row, back, false);
  }
  const recorded = await recordEntry(tx, ctx, row, entry, { isCorrection });
  return answerEntry(ctx, recorded.row, recorded.entry, false);
}

const OPEN = { overridden: false } as const;

type Judged = Pick<CountRefusal, 'refusal' | 'needs'> | null;

function judgeNight(ctx: Context, row: ReservationRow, { reason }: CountAttendanceInput, time: EventTime): Judged {
  const night = nightState(row.businessDay, time.at, ctx.venue);
  if (night === 'ahead' || time.isTooLate) return { refusal: 'OTHER_DAY' };
  const needs = night === 'over' ? correctionNeeds(ctx, reason) : null;
  if (needs) return { refusal: 'OTHER_DAY', needs };
  // A correction may also change a night that a person closed.
  const closed = closedStatus(night === 'over' ? { ...row, closedAt: ctx.now } : row);
  return closed && { refusal: closed };
}

/** Who is outside matters to people who may be coming back, and to people who are taken off the count. */
async function readOutsideOf(tx: Tx, row: ReservationRow, delta: number): Promise<number> {
  return delta < 0 || row.scanCount >= row.guestCount ? readOutside(tx, row.businessId, row.id) : 0;
}

async function judgePeople(tx: Tx, ctx: Context, row: ReservationRow, delta: number, outside: number): Promise<Judged> {
  if (isReentry(row, delta, outside)) return null;
  // Whoever has left had arrived.
  if (row.scanCount + delta < (delta < 0 ? outside : 0)) return { refusal: 'COUNT_BELOW_ZERO' };
  if (isOverCapacity(row, delta, ctx.venue.capacityPolicy)) return { refusal: 'CAPACITY' };
  return (await mayTakeBack(tx, ctx, row.id, delta)) ? null : { refusal: 'FORBIDDEN' };
}
