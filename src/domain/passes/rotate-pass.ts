import { transaction } from '@/server/db/transaction';
import { recordAudit } from '../audit';
import { authorize, type Context } from '../people/context';
import { lockReservation } from '../reservations/rows';
import type { ReservationId } from '../reservations/schema';
import type { PassAnswer } from './answers';
import { showPass } from './get-pass';
import { issuePass } from './issue-pass';

/** Replaces the pass: the old QR opens nothing from now on. Throws NOT_FOUND. */
export async function rotatePass(ctx: Context, { id }: ReservationId): Promise<PassAnswer> {
  authorize(ctx, 'passes.rotate');
  const pass = await transaction(async (tx) => {
    const row = await lockReservation(tx, ctx.venue, id);
    const issued = await issuePass(tx, ctx, row);
    await recordAudit(tx, ctx, {
      action: 'pass.rotated',
      entity: 'reservation',
      entityId: id,
      before: { epoch: issued.epoch - 1 },
      after: { epoch: issued.epoch },
    });
    return issued;
  });
  return showPass(ctx, pass);
}
