import type { Context } from '@/modules/access/context';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import type { ReservationAnswer } from './answers';
import { requireBookableDay } from './bookable-day';
import { chooseTables } from './choose-seating';
import { findByIdempotencyKey, hashRequest, insertReservation } from './insert-reservation';
import { withPhone } from './phone';
import { showReservation } from './rows';
import type { CreateReservationInput } from './schema';

export interface CreatedReservation extends ReservationAnswer {
  /** The idempotency key was used before: this is the reservation that it created. */
  replayed: boolean;
}

/**
 * Creates a reservation; a retry is answered with the reservation's current state. Throws VALIDATION for a past day,
 * TABLE_TAKEN for tables that are not offered, IDEMPOTENCY_KEY_REUSED when the key created another reservation, RESERVATION_DELETED with its id when the reservation
 * that the key created has been deleted since.
 */
export async function createReservation(ctx: Context, input: CreateReservationInput): Promise<CreatedReservation> {
  const key = ctx.request.idempotencyKey;
  const idempotency = key === undefined ? undefined : { idempotencyKey: key, idempotencyHash: hashRequest(input) };
  return transaction(async (tx) => {
    const first = idempotency && (await findByIdempotencyKey(tx, ctx.venue.id, idempotency.idempotencyKey));
    if (!first) requireBookableDay(ctx, new Date(input.reservedAt));
    const chosen = first ? {} : await chooseTables(tx, ctx, input);
    const values = { ...withPhone(input, ctx.venue), ...chosen };
    const made = first ? null : await insertReservation(tx, ctx, values, idempotency);
    const row = made ?? first ?? (key && (await findByIdempotencyKey(tx, ctx.venue.id, key)));
    if (!row) throw new Error('createReservation: neither made nor found');
    if (!made && row.idempotencyHash !== idempotency?.idempotencyHash) throw new DomainError('IDEMPOTENCY_KEY_REUSED');
    if (row.deletedAt) throw new DomainError('RESERVATION_DELETED', { extra: { reservation: { id: row.id } } });
    return { reservation: showReservation(row, ctx.role), seq: row.version, replayed: !made };
  });
}
