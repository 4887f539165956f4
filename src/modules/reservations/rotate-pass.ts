import { authorize, type Context } from '@/modules/access/context';
import { recordAudit } from '@/modules/audit/write-audit';
import type { PassAnswer } from '@/modules/passes/answers';
import { issuePass } from '@/modules/passes/issue-pass';
import { transaction } from '@/platform/db/transaction';
import { showPass } from './get-pass';
import { lockReservation } from './rows';
import type { ReservationId } from './schema';

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
