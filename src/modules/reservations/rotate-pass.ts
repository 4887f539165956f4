import type { Context } from '@/modules/access/context';
import { auditInsert } from '@/modules/audit/write-audit';
import type { PassAnswer } from '@/modules/passes/answers';
import { replacePass } from '@/modules/passes/issue-pass';
import { transaction } from '@/platform/db/transaction';
import { showPass } from './get-pass';
import { lockReservation } from './rows';
import type { ReservationId } from './schema';

/** Replaces the pass: the old QR no longer opens anything. Throws NOT_FOUND. */
export async function rotatePass(ctx: Context, { id }: ReservationId): Promise<PassAnswer> {
  const pass = await transaction(async (tx) => {
    const row = await lockReservation(tx, ctx.venue, id);
    return replacePass(tx, ctx, row, ({ epoch }) => [
      auditInsert(ctx, {
        action: 'pass.rotated',
        entity: 'reservation',
        entityId: id,
        before: { epoch: epoch - 1 },
        after: { epoch },
      }),
    ]);
  });
  return showPass(ctx, pass);
}
