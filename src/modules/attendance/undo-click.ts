import { type Context, can } from '@/modules/access/context';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { EntryAnswer } from './answers';
import { lockVenue } from './judge-room';
import { hashEntry } from './nonces';
import { balanceOf, readGates, totalOf } from './reads';
import { findEntryByNonce, findUndo } from './record-entry';
import { recordFlow } from './record-flow';
import { answerFlow } from './scan-answer';
import type { UndoClickInput } from './schema';

/**
 * Takes back one entry without a reservation, in the night of that entry; a repeated request gets the first answer. Throws
 * COUNT_BELOW_ZERO where a correction has already taken the people off, NOT_FOUND without such an entry, NOT_COUNTABLE for an
 * undo, and FORBIDDEN, without `attendance.undo-any`, for another member's entry or another night's.
 */
export function undoClick(ctx: Context, { nonce }: UndoClickInput): Promise<EntryAnswer> {
  return transaction((tx) => undo(tx, ctx, nonce));
}

async function undo(tx: Tx, ctx: Context, nonce: string): Promise<EntryAnswer> {
  const { venue, now } = ctx;
  await lockVenue(tx, venue.id);
  const undone = await findEntryByNonce(tx, venue.id, nonce);
  if (!undone || undone.reservationId !== null || undone.businessDay === null) throw new DomainError('NOT_FOUND');
  const { businessDay, flow, gateId, category } = undone;
  const isOwn = undone.userId === ctx.userId && businessDay === businessDayOf(now, venue);
  if (!isOwn && !can(ctx.role, 'attendance.undo-any')) throw new DomainError('FORBIDDEN');
  const gates = await readGates(tx, venue.id, businessDay);
  const balance = balanceOf(gates);
  const first = await findUndo(tx, undone);
  if (first) return answerFlow(first, balance, true);
  if (undone.kind === 'UNDO') throw new DomainError('NOT_COUNTABLE');
  const delta = -undone.delta;
  if (flow === 'IN' && totalOf(gates, 'walkIns') + delta < 0) throw new DomainError('COUNT_BELOW_ZERO');
  const entry = await recordFlow(tx, ctx, null, {
    ...{ flow, kind: 'UNDO', delta, nonce: `undo:${undone.id}`, requestHash: hashEntry('UNDO', undone.id, delta) },
    ...{ method: 'UNDO', undoOf: undone.id, occurredAt: now, gateId, category, businessDay, forced: false },
  });
  return answerFlow(entry, balance + (flow === 'IN' ? delta : -delta), false);
}
