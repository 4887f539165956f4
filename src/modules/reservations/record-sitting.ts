import { randomUUID } from 'node:crypto';
import type { Context } from '@/modules/access/context';
import { lengthAt, prepare, without } from '@/modules/services/availability';
import { nightState } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ReservationAnswer } from './answers';
import { editFields, moveStatus } from './change';
import { moveByHand } from './change-status';
import { lockNightsOf, takenBy } from './choose-seating';
import { requireCorrection } from './closed-night';
import { hasTables, writeStays } from './keep-stays';
import { readFacts } from './read-facts';
import { lockReservation, type ReservationRow, requireVersion, showReservation, toReservation } from './rows';
import { canSit, canUndoSitting, hasSatDown, undoneCheckIn } from './rules';
import type { RecordSittingInput } from './schema';

/**
 * Records that a party of tonight sits down or leaves, or takes the last of the two back; how many were counted stays as it is.
 * Who sits down is checked in, and has its tables from now until its time is over or the next party comes; who leaves is through,
 * and its tables are free. Throws TABLE_TAKEN with what is in the way where somebody else has the tables now, which an `override`
 * of sitting down does against, TRANSITION_NOT_ALLOWED for a party that is not expected, OTHER_DAY and NIGHT_CLOSED for another
 * night, VERSION_CONFLICT, NOT_FOUND.
 */
export function recordSitting(ctx: Context, input: RecordSittingInput): Promise<ReservationAnswer> {
  return transaction(async (tx) => {
    await lockNightsOf(tx, ctx, input.id, undefined);
    const before = await lockReservation(tx, ctx.venue, input.id);
    requireVersion(ctx, before);
    requireTonight(ctx, before);
    const row = await STEPS[input.action](tx, ctx, before, input.override?.reason);
    return { reservation: showReservation(row, ctx.role), seq: row.version };
  });
}

function requireTonight(ctx: Context, { businessDay }: ReservationRow): void {
  if (nightState(businessDay, ctx.now, ctx.venue) === 'ahead') throw new DomainError('OTHER_DAY');
  requireCorrection(ctx, businessDay, undefined);
}

/** A party of tonight sits down, at its tables from now on. Throws TABLE_TAKEN, TRANSITION_NOT_ALLOWED. */
export async function seatParty(
  tx: Tx,
  ctx: Context,
  before: ReservationRow,
  reason?: string,
): Promise<ReservationRow> {
  if (hasSatDown(before)) return before;
  if (!canSit(before)) throw notAllowed();
  const now = ctx.now.toISOString();
  await keepTables(tx, ctx, { ...before, leftAt: null }, reason);
  const fields = { ...toReservation(before), seatedAt: now, leftAt: null };
  return moveByHand(tx, ctx, await editFields(tx, ctx, before, fields, reason), 'CHECKED_IN', undefined);
}

type Step = (tx: Tx, ctx: Context, before: ReservationRow, reason: string | undefined) => Promise<ReservationRow>;

const STEPS: Record<RecordSittingInput['action'], Step> = {
  seat: seatParty,
  async leave(tx, ctx, before) {
    if (!hasSatDown(before)) throw notAllowed();
    const row = await editFields(tx, ctx, before, { ...toReservation(before), leftAt: ctx.now.toISOString() });
    return moveStatus(tx, ctx, row, 'COMPLETED');
  },
  async undo(tx, ctx, before) {
    if (!canUndoSitting(before)) throw notAllowed();
    return before.leftAt === null ? undoSeating(tx, ctx, before) : undoLeaving(tx, ctx, before);
  },
};

async function undoSeating(tx: Tx, ctx: Context, before: ReservationRow): Promise<ReservationRow> {
  if (hasTables(before)) {
    const from = before.reservedAt.getTime();
    const until = from + (await lengthOf(tx, ctx, before));
    await writeTables(tx, ctx, before, { from, until, overrideId: null });
  }
  const row = await editFields(tx, ctx, before, { ...toReservation(before), seatedAt: null });
  // Who has been counted is there all the same.
  return row.scanCount > 0 || row.status !== 'CHECKED_IN' ? row : moveStatus(tx, ctx, row, undoneCheckIn(row, false));
}

async function undoLeaving(tx: Tx, ctx: Context, before: ReservationRow): Promise<ReservationRow> {
  const present = before.status === 'COMPLETED' ? await moveStatus(tx, ctx, before, 'CHECKED_IN') : before;
  await keepTables(tx, ctx, { ...present, leftAt: null }, undefined);
  return editFields(tx, ctx, present, { ...toReservation(present), leftAt: null });
}

function notAllowed(): DomainError {
  return new DomainError('TRANSITION_NOT_ALLOWED', { extra: { allowed: [] } });
}

async function lengthOf(tx: Tx, ctx: Context, { businessDay, reservedAt, guestCount }: ReservationRow) {
  const { services } = await readFacts(tx, ctx, businessDay);
  return lengthAt(services, ctx.venue, reservedAt.getTime(), guestCount);
}

/** Gives a party its tables from now: for as long as it was to have them, and at most until the next party comes. */
async function keepTables(tx: Tx, ctx: Context, row: ReservationRow, reason: string | undefined): Promise<void> {
  if (!hasTables(row)) return;
  const prepared = prepare(without(await readFacts(tx, ctx, row.businessDay), row.id), row.businessDay);
  const from = ctx.now.getTime();
  const start = row.seatedAt?.getTime() ?? from;
  const turn = lengthAt(prepared.facts.services, ctx.venue, row.reservedAt.getTime(), row.guestCount);
  const planned = Math.max(start + turn, from + LEAST);
  const taken = takenBy(prepared, row.tableIds, from, from + 1);
  if (taken.length > 0 && reason === undefined)
    throw new DomainError('TABLE_TAKEN', { extra: { obstacle: null, taken } });
  const ahead = takenBy(prepared, row.tableIds, from + 1, planned).map((each) => Date.parse(each.from));
  const until = taken.length > 0 ? planned : Math.min(planned, ...ahead);
  await writeTables(tx, ctx, row, { from, until, overrideId: taken.length > 0 ? randomUUID() : null });
}

/** For how long a party whose time is over has its tables when it sits down again. */
const LEAST = 15 * 60_000;

interface Held {
  readonly from: number;
  readonly until: number;
  readonly overrideId: string | null;
}

function writeTables(tx: Tx, { venue }: Context, { id, tableIds }: ReservationRow, held: Held): Promise<void> {
  return writeStays(tx, venue.id, [{ ...held, reservationId: id, tableIds: tableIds ?? [], pinned: true }]);
}
