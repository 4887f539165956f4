import { and, eq } from 'drizzle-orm';
import type { Context } from '@/modules/access/context';
import { checkToken } from '@/modules/passes/check-pass';
import { qrPass } from '@/modules/passes/tables';
import type { PassClaims } from '@/modules/passes/token';
import type { ReservationRow } from '@/modules/reservations/rows';
import { reservation } from '@/modules/reservations/tables';
import { businessDayOf, nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { DomainError } from '@/platform/errors';
import type { EntryAnswer } from './answers';
import { type EventTime, eventTime } from './event-time';
import { lockVenue } from './judge-room';
import { hashEntry, hashRequest } from './nonces';
import { balanceOf, readGates, readOutside } from './reads';
import { type AttendanceRow, findEntryByNonce } from './record-entry';
import { recordFlow } from './record-flow';
import { type Attempt, decideOnce, findRefusal, type Refusal, refuseScan } from './refuse-scan';
import { answerFlow } from './scan-answer';
import type { ExitInput } from './schema';

/**
 * Counts people who leave, with the pass of their party or without one. Without one nobody is refused: whoever walks out has
 * left, counted in or not, and an exit that comes before the entries of another gate must not be lost; it is marked where
 * more leave than are inside. With a pass, at most those of the party who are inside leave, one with the pass of one person, whatever became of the pass
 * meanwhile. A repeated request gets the first answer. Throws SCAN_REFUSED, COUNT_BELOW_ZERO, NOT_COUNTABLE for what
 * happened too long ago, and NONCE_REUSED.
 */
export async function recordExit(ctx: Context, input: ExitInput): Promise<EntryAnswer> {
  const { qrCode, delta, nonce, gateId } = input;
  const verdict = qrCode === undefined ? null : await checkToken(ctx.venue, qrCode);
  const time = eventTime(ctx.now, ctx.request, input.occurredAt);
  const requestHash = hashRequest(ctx, input);
  const attempt: Attempt = { method: 'QR', increment: delta, occurredAt: time.at, nonce, requestHash, gateId };
  const outcome = await decideOnce(ctx, attempt, async (tx) =>
    verdict && 'refusal' in verdict ? verdict : decide(tx, ctx, input, time, attempt, verdict?.claims ?? null),
  );
  if (!('refusal' in outcome)) return outcome;
  throw outcome.refusal === 'COUNT_BELOW_ZERO' ? new DomainError('COUNT_BELOW_ZERO') : refuseScan(ctx, outcome);
}

/** More of a party leave than are inside. */
interface Missing {
  readonly refusal: 'COUNT_BELOW_ZERO';
  readonly row: ReservationRow;
}

async function decide(
  tx: Tx,
  ctx: Context,
  input: ExitInput,
  { at, isTooLate }: EventTime,
  attempt: Attempt,
  claims: PassClaims | null,
): Promise<EntryAnswer | Refusal | Missing> {
  const { venue } = ctx;
  const { delta, nonce, gateId = null } = input;
  const party = claims && ((await lockParty(tx, venue.id, claims.passId)) ?? null);
  const person = claims?.person ?? null;
  if (claims && !party) return { refusal: 'INVALID' };
  const day = party?.businessDay ?? businessDayOf(at, venue);
  const method = party ? 'QR' : 'MANUAL';
  const requestHash = hashEntry(method, `exit:${party?.id ?? ''}`, delta);
  await lockVenue(tx, venue.id);
  const first = await findEntryByNonce(tx, venue.id, nonce);
  const balance = balanceOf(await readGates(tx, venue.id, day));
  if (first) return answerAgain(first, requestHash, balance);
  if (isTooLate) throw new DomainError('NOT_COUNTABLE', { extra: { reason: 'OTHER_DAY' } });
  if (party) {
    if (nightState(day, at, venue) === 'ahead') return { refusal: 'OTHER_DAY', row: party };
    const inside = party.scanCount - (await readOutside(tx, venue.id, party.id));
    if (delta > (person === null ? inside : Math.min(1, inside))) return { refusal: 'COUNT_BELOW_ZERO', row: party };
    const before = await findRefusal<(Refusal | Missing)['refusal']>(tx, venue.id, attempt);
    if (before) return { refusal: before, row: party };
  }
  const entry = await recordFlow(tx, ctx, party, {
    ...{ flow: 'OUT', kind: 'EXIT', delta, nonce, requestHash, method },
    ...{ occurredAt: at, gateId, businessDay: day, person, forced: delta > balance },
  });
  return answerFlow(entry, balance - delta, false);
}

function answerAgain(first: AttendanceRow, requestHash: string, balance: number): EntryAnswer {
  if (first.requestHash !== requestHash) throw new DomainError('NONCE_REUSED');
  return answerFlow(first, balance, true);
}

/** The reservation of a pass of any generation, whatever its state, locked. */
async function lockParty(tx: Tx, businessId: string, passId: string): Promise<ReservationRow | undefined> {
  const [found] = await tx
    .select({ row: reservation })
    .from(reservation)
    .innerJoin(
      qrPass,
      and(
        eq(qrPass.businessId, reservation.businessId),
        eq(qrPass.reservationId, reservation.id),
        eq(qrPass.id, passId),
      ),
    )
    .where(eq(reservation.businessId, businessId))
    .for('update', { of: reservation });
  return found?.row;
}
