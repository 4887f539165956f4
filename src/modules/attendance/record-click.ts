import type { Context } from '@/modules/access/context';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import type { EntryAnswer } from './answers';
import { type EventTime, eventTime } from './event-time';
import { type Full, fullVenue, judgeRoom, lockVenue, refuseFull } from './judge-room';
import { hashEntry, hashRequest } from './nonces';
import { mayTakeBackClicks } from './own-count';
import { balanceOf, readGates, totalOf } from './reads';
import { findEntryByNonce } from './record-entry';
import { recordFlow } from './record-flow';
import { type Attempt, decideOnce, findRefusal } from './refuse-scan';
import { answerFlow } from './scan-answer';
import type { ClickInput } from './schema';

/**
 * Counts people who come without a reservation, in the night in which it happened; a negative number corrects how many
 * were counted. A repeated request gets the first answer. Throws VALIDATION for a category that the venue does not have,
 * VENUE_FULL, COUNT_BELOW_ZERO, FORBIDDEN for taking back what others counted, NOT_COUNTABLE for what happened too long
 * ago, and NONCE_REUSED.
 */
export async function recordClick(ctx: Context, input: ClickInput): Promise<EntryAnswer> {
  const time = eventTime(ctx.now, ctx.request, input.occurredAt);
  const { delta: increment, nonce, gateId } = input;
  const requestHash = hashRequest(ctx, input);
  const attempt: Attempt = { method: 'MANUAL', increment, occurredAt: time.at, nonce, requestHash, gateId };
  const outcome = await decideOnce(ctx, attempt, (tx) => decide(tx, ctx, input, time, attempt));
  if (!('refusal' in outcome)) return outcome;
  throw outcome.refusal === 'VENUE_FULL' ? refuseFull(outcome) : new DomainError(outcome.refusal);
}

interface Withheld {
  readonly refusal: 'COUNT_BELOW_ZERO' | 'FORBIDDEN';
}

async function decide(
  tx: Tx,
  ctx: Context,
  input: ClickInput,
  { at, isTooLate }: EventTime,
  attempt: Attempt,
): Promise<EntryAnswer | Full | Withheld> {
  const { venue } = ctx;
  const { delta, nonce, gateId = null, category = null } = input;
  const day = businessDayOf(at, venue);
  const requestHash = hashEntry('MANUAL', `click:${category ?? ''}`, delta);
  await lockVenue(tx, venue.id);
  const first = await findEntryByNonce(tx, venue.id, nonce);
  const gates = await readGates(tx, venue.id, day);
  if (first) {
    if (first.requestHash !== requestHash) throw new DomainError('NONCE_REUSED');
    return answerFlow(first, balanceOf(gates), true);
  }
  if (isTooLate) throw new DomainError('NOT_COUNTABLE', { extra: { reason: 'OTHER_DAY' } });
  if (category !== null && !venue.walkInCategories?.includes(category)) throw unknownCategory();
  if (delta < 0) {
    if (totalOf(gates, 'walkIns') + delta < 0) return { refusal: 'COUNT_BELOW_ZERO' };
    if (!(await mayTakeBackClicks(tx, ctx, day, delta))) return { refusal: 'FORBIDDEN' };
  }
  const room = await judgeRoom(tx, ctx, day, delta, input);
  if ('refusal' in room) return room;
  const before = await findRefusal<(Full | Withheld)['refusal']>(tx, venue.id, attempt);
  if (before) return before === 'VENUE_FULL' ? fullVenue(ctx, balanceOf(gates)) : { refusal: before };
  const entry = await recordFlow(tx, ctx, null, {
    ...{ flow: 'IN', kind: delta > 0 ? 'WALK_IN' : 'CLICK', delta, nonce, requestHash, method: 'MANUAL' },
    ...{ occurredAt: at, gateId, category, businessDay: day },
    ...{ forced: room.overridden, reason: room.overridden ? (input.reason ?? null) : null },
  });
  return answerFlow(entry, balanceOf(gates) + delta, false);
}

function unknownCategory(): DomainError {
  const issue = { path: 'category', code: 'unknown', message: 'not one of the venue’s categories' };
  return new DomainError('VALIDATION', { extra: { issues: [issue] } });
}
