import { transaction } from '@/server/db/transaction';
import { issuePass } from '../passes/issue-pass';
import { authorize, type Context } from '../people/context';
import { businessDayOf } from '../venues/business-day';
import { requireBookableDay } from './bookable-day';
import { answerMove, moveByHand } from './change-status';
import { type EditableFields, editFields } from './emit-change';
import { lockReservation, type ReservationRow, requireVersion, toReservation } from './rows';
import type { ReservationAnswer, UpdateReservationInput } from './schema';

/**
 * Writes the given fields, and the status by its machine. A move to another business day or a reopening replaces the pass.
 * Throws VERSION_CONFLICT, TRANSITION_NOT_ALLOWED, VALIDATION for a move to a day that is over.
 */
export async function updateReservation(ctx: Context, input: UpdateReservationInput): Promise<ReservationAnswer> {
  authorize(ctx, 'reservations.write');
  return transaction(async (tx) => {
    const before = await lockReservation(tx, ctx.venue, input.id);
    requireVersion(ctx, before);
    const edited = await editFields(tx, ctx, before, wantedFields(ctx, before, input));
    if (edited.businessDay !== before.businessDay) await issuePass(tx, ctx, edited);
    const row = input.status ? await moveByHand(tx, ctx, edited, input.status, undefined) : edited;
    return answerMove(ctx, before, row);
  });
}

function wantedFields(ctx: Context, row: ReservationRow, input: UpdateReservationInput): EditableFields {
  const { id: _, status: __, reservedAt, ...given } = input;
  const wanted: EditableFields = { ...toReservation(row) };
  for (const [field, value] of Object.entries(given)) {
    if (value !== undefined) Object.assign(wanted, { [field]: value });
  }
  if (reservedAt === undefined) return wanted;
  const at = new Date(reservedAt);
  const stays = businessDayOf(at, ctx.venue) === row.businessDay;
  const businessDay = stays ? row.businessDay : requireBookableDay(ctx, at);
  return { ...wanted, reservedAt: at.toISOString(), businessDay };
}
