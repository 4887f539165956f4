import { and, eq } from 'drizzle-orm';
import { hold } from '@/modules/tables/tables';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { type AtVenue, type HoldRow, lockHold, requireLive } from './rows';
import { HELD_MS, RENEWALS } from './rules';

/** Keeps a time longer, once. Throws NOT_FOUND, HOLD_EXPIRED with the nearest times, HOLD_RENEWED. */
export function renewHold(at: AtVenue, token: string): Promise<HoldRow> {
  return transaction(async (tx) => {
    const row = await lockHold(tx, at, token);
    if (row.reservationId !== null) return row;
    await requireLive(tx, at, row);
    if (row.renewals >= RENEWALS) throw new DomainError('HOLD_RENEWED');
    const fields = renewed(row, at.now);
    await tx
      .update(hold)
      .set(fields)
      .where(and(eq(hold.businessId, row.businessId), eq(hold.id, row.id)));
    return { ...row, ...fields };
  });
}

/** What a time that is kept longer has from now on. */
export function renewed({ renewals }: Pick<HoldRow, 'renewals'>, now: Date) {
  return { expiresAt: new Date(now.getTime() + HELD_MS), renewals: renewals + 1 };
}
