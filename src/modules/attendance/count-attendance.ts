import { authorize, type Context } from '@/modules/access/context';
import { correctionNeeds } from '@/modules/reservations/closed-night';
import { lockReservation, type ReservationRow, requireVersion } from '@/modules/reservations/rows';
import { nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import type { ScanAnswer } from './answers';
import { type EventTime, eventTime } from './event-time';
import { hashEntry, withNonce } from './nonces';
import { mayTakeBack } from './own-count';
import { findEntryByNonce, recordEntry } from './record-entry';
import { type CountRefusal, recordRefusal, refuseCount } from './refuse-scan';
import { closedStatus, isOverCapacity } from './rules';
import { answerEntry } from './scan-answer';
import type { CountAttendanceInput } from './schema';

/**
 * Counts people in or out by hand, by the same rules as a scan, at the time at which it happened. On a night that is over it is
 * a manager's correction, with a reason. A refusal is kept, then thrown: NOT_COUNTABLE with its `reason`, COUNT_BELOW_ZERO,
 * CAPACITY, FORBIDDEN for taking back what others counted, or NONCE_REUSED when the nonce stands for something else.
 * Throws VERSION_CONFLICT.
 */
export async function countAttendance(ctx: Context, input: CountAttendanceInput): Promise<ScanAnswer> {
  authorize(ctx, 'attendance.count');
  const time = eventTime(ctx, input.occurredAt);
  const { delta: increment, nonce, gateId } = input;
  const attempt = { method: 'MANUAL', increment, occurredAt: time.at, nonce, gateId } as const;
  const outcome = await withNonce(() =>
    transaction(async (tx) => {
      const decided = await decide(tx, ctx, input, time);
      if ('refusal' in decided) await recordRefusal(tx, ctx, attempt, decided);
      return decided;
    }),
  );
  if ('refusal' in outcome) throw refuseCount(outcome);
  return outcome;
}

async function decide(
  tx: Tx,
  ctx: Context,
  input: CountAttendanceInput,
  time: EventTime,
): Promise<ScanAnswer | CountRefusal> {
  const { venue } = ctx;
  const row = await lockReservation(tx, venue, input.id);
  const requestHash = hashEntry('MANUAL', row.id, input.delta);
  const first = await findEntryByNonce(tx, venue.id, input.nonce);
  if (first && first.requestHash !== requestHash) return { refusal: 'NONCE_REUSED', row };
  // Before any rule: an answer that was lost is given again, also when the night is over by then.
  if (first) return answerEntry(ctx, row, first, true);
  requireVersion(ctx, row);
  const refused = judgeNight(ctx, row, input, time) ?? (await judgePeople(tx, ctx, row, input.delta));
  if (refused) return { ...refused, row };
  const isCorrection = nightState(row.businessDay, time.at, venue) === 'over';
  const entry = {
    delta: input.delta,
    nonce: input.nonce,
    requestHash,
    method: 'MANUAL',
    gateId: input.gateId ?? null,
    occurredAt: time.at,
    reason: input.reason ?? null,
  } as const;
  const recorded = await recordEntry(tx, ctx, row, entry, isCorrection);
  return answerEntry(ctx, recorded.row, recorded.entry, false);
}

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

async function judgePeople(tx: Tx, ctx: Context, row: ReservationRow, delta: number): Promise<Judged> {
  if (row.scanCount + delta < 0) return { refusal: 'COUNT_BELOW_ZERO' };
  if (isOverCapacity(row, delta, ctx.venue.capacityPolicy)) return { refusal: 'CAPACITY' };
  return (await mayTakeBack(tx, ctx, row.id, delta)) ? null : { refusal: 'FORBIDDEN' };
}
