import type { Context } from '@/modules/access/context';
import { moveValidity } from '@/modules/passes/issue-pass';
import { businessDayOf } from '@/modules/venues/business-day';
import type { Tx } from '@/platform/db/client';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ReservationAnswer } from './answers';
import { requireBookableDay } from './bookable-day';
import { type EditableFields, editFields, moveStatus } from './change';
import { answerMove, moveByHand } from './change-status';
import { lockNightsOf, moveTables } from './choose-seating';
import { requireCorrection } from './closed-night';
import { withPhone } from './phone';
import { lockReservation, type ReservationRow, requireVersion, toReservation } from './rows';
import { onNewDay } from './rules';
import type { UpdateReservationInput } from './schema';

/**
 * Writes the given fields, then changes the status as `changeStatus` does. On another business day the party is
 * expected again and its pass stays valid. At another time or with another size it keeps its tables while they suit it, else gets
 * others, else has none. Throws VERSION_CONFLICT, VALIDATION for a move to a day that is over,
 * HAS_ARRIVALS for a move of a party of which people have been counted, CAPACITY for a planned size below that count
 * where the venue blocks, NIGHT_CLOSED with what a correction of time, day or planned size `needs`, and what
 * `changeStatus` throws.
 */
export async function updateReservation(ctx: Context, input: UpdateReservationInput): Promise<ReservationAnswer> {
  return transaction(async (tx) => {
    const mayMove = input.reservedAt !== undefined || input.guestCount !== undefined;
    if (mayMove) await lockNightsOf(tx, ctx, input.id, input.reservedAt);
    const before = await lockReservation(tx, ctx.venue, input.id);
    requireVersion(ctx, before);
    const wanted = wantedFields(ctx, before, input);
    requireEditable(ctx, before, wanted, input.reason);
    const edited = await editFields(tx, ctx, before, await moveTables(tx, ctx, before, wanted), input.reason);
    const expected = edited.businessDay === before.businessDay ? edited : await expectAgain(tx, ctx, edited);
    const row = input.status ? await moveByHand(tx, ctx, expected, input.status, input.reason) : expected;
    return answerMove(ctx, before, row);
  });
}

function wantedFields(ctx: Context, row: ReservationRow, input: UpdateReservationInput): EditableFields {
  const { id: _, status: __, reason: ___, reservedAt, ...given } = withPhone(input, ctx.venue, row.customerPhone);
  const wanted: EditableFields = { ...toReservation(row) };
  for (const [field, value] of Object.entries(given)) {
    if (value !== undefined) Object.assign(wanted, { [field]: value });
  }
  // What somebody writes as the name of a table is not one of those that it has.
  if (wanted.tableName !== row.tableName) wanted.tableIds = null;
  const at = reservedAt === undefined ? row.reservedAt : new Date(reservedAt);
  if (at.getTime() === row.reservedAt.getTime()) return wanted;
  const stays = businessDayOf(at, ctx.venue) === row.businessDay;
  const businessDay = stays ? row.businessDay : requireBookableDay(ctx, at);
  // What the guest said of the time before does not hold for another one, and on another day nobody sits there yet.
  const said = { ...wanted, reservedAt: at.toISOString(), businessDay, lateMinutes: null, onWayAt: null };
  return stays ? said : { ...said, seatedAt: null, leftAt: null };
}

/**
 * Throws when the edit would change past facts: arrivals stay on their night, and a night that is over keeps its
 * figures.
 */
function requireEditable(ctx: Context, row: ReservationRow, wanted: EditableFields, reason: string | undefined): void {
  const { guestCount, reservedAt, businessDay } = wanted;
  if (businessDay !== row.businessDay && row.scanCount > 0) throw new DomainError('HAS_ARRIVALS');
  const isLowered = guestCount < row.guestCount && guestCount < row.scanCount;
  if (isLowered && ctx.venue.capacityPolicy === 'BLOCK') throw new DomainError('CAPACITY');
  const isKept = guestCount === row.guestCount && reservedAt === row.reservedAt.toISOString();
  if (!isKept || businessDay !== row.businessDay) requireCorrection(ctx, row.businessDay, reason);
}

/**
 * The effects of a new business day on a party that has just been moved to it: it is expected again, and its pass stays
 * valid.
 */
export async function expectAgain(tx: Tx, ctx: Context, row: ReservationRow): Promise<ReservationRow> {
  await moveValidity(tx, ctx, row);
  const status = onNewDay(row);
  return status === row.status ? row : moveStatus(tx, ctx, row, status);
}
