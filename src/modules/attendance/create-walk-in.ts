import { DEFAULT_LOCALE } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import type { Context } from '@/modules/access/context';
import { insertReservation } from '@/modules/reservations/insert-reservation';
import { lockDeletable } from '@/modules/reservations/rows';
import { CreateReservationInput } from '@/modules/reservations/schema';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import type { ScanAnswer } from './answers';
import { type Full, fullVenue, judgeRoom, refuseFull } from './judge-room';
import { hashEntry, hashRequest } from './nonces';
import { balanceOf, readGates } from './reads';
import { type AttendanceRow, findEntryByNonce, recordEntry } from './record-entry';
import { type Attempt, decideOnce, findRefusal } from './refuse-scan';
import { answerEntry } from './scan-answer';
import type { WalkInInput } from './schema';

/**
 * Books a party that stands at the entrance for now, named by a text of the member's language, and counts all of it in,
 * in one transaction. The plan is the people who are there, so the policy for parties cannot refuse them. A repeated request
 * gets the first answer. Throws VENUE_FULL, NONCE_REUSED when the nonce belongs to another request, RESERVATION_DELETED with its id
 * when the reservation that the nonce created has been deleted since.
 */
export async function createWalkIn(ctx: Context, asked: WalkInInput): Promise<ScanAnswer> {
  const attempt: Attempt = {
    ...{ method: 'MANUAL', increment: asked.guestCount, occurredAt: ctx.now, gateId: undefined },
    ...{ nonce: asked.nonce, requestHash: hashRequest(ctx, asked) },
  };
  const outcome = await decideOnce(ctx, attempt, (tx) => decide(tx, ctx, asked, attempt));
  if ('refusal' in outcome) throw refuseFull(outcome);
  return outcome;
}

async function decide(tx: Tx, ctx: Context, asked: WalkInInput, attempt: Attempt): Promise<ScanAnswer | Full> {
  const { venue, now } = ctx;
  const { guestCount, nonce, ...override } = asked;
  // The party has no reservation before the request, so the hash names none.
  const requestHash = hashEntry('WALK_IN', '', guestCount);
  const day = businessDayOf(now, venue);
  const first = await findEntryByNonce(tx, venue.id, nonce);
  if (first) return answerAgain(tx, ctx, first, requestHash);
  const room = await judgeRoom(tx, ctx, day, guestCount, override);
  if ('refusal' in room) return room;
  if (await findRefusal(tx, venue.id, attempt)) return fullVenue(ctx, balanceOf(await readGates(tx, venue.id, day)));
  const input = CreateReservationInput.parse({
    customerName: MESSAGES[ctx.request.locale ?? DEFAULT_LOCALE].reservas.walkIn.name,
    guestCount,
    reservedAt: now.toISOString(),
    status: 'CONFIRMED',
  });
  const made = await insertReservation(tx, ctx, input, undefined);
  if (!made) throw new Error('createWalkIn: not made');
  const entry = {
    ...{ delta: guestCount, nonce, requestHash, method: 'WALK_IN' as const, occurredAt: now },
    ...{ forced: room.overridden, reason: room.overridden ? (override.reason ?? null) : null },
  };
  const recorded = await recordEntry(tx, ctx, made, entry);
  return answerEntry(ctx, recorded.row, recorded.entry, false);
}

async function answerAgain(tx: Tx, ctx: Context, first: AttendanceRow, requestHash: string): Promise<ScanAnswer> {
  if (first.requestHash !== requestHash || first.reservationId === null) throw new DomainError('NONCE_REUSED');
  const row = await lockDeletable(tx, ctx.venue, first.reservationId);
  if (row.deletedAt) throw new DomainError('RESERVATION_DELETED', { extra: { reservation: { id: row.id } } });
  return answerEntry(ctx, row, first, true);
}
