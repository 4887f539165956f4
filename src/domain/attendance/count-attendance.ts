import { transaction } from '@/server/db/transaction';
import { DomainError } from '../errors';
import { authorize, type Context } from '../people/context';
import { isDayVisible } from '../reservations/reads';
import { lockReservation, requireVersion } from '../reservations/rows';
import { hashEntry, withNonce } from './nonces';
import { findEntryByNonce, recordEntry } from './record-entry';
import { isCountable, isOverCapacity } from './rules';
import { answerEntry } from './scan-answer';
import type { CountAttendanceInput, ScanAnswer } from './schema';

/**
 * Counts people in or out by hand. Throws NOT_COUNTABLE, COUNT_BELOW_ZERO, CAPACITY, VERSION_CONFLICT, or NONCE_REUSED when
 * the nonce stands for something else.
 */
export async function countAttendance(ctx: Context, input: CountAttendanceInput): Promise<ScanAnswer> {
  authorize(ctx, 'attendance.count');
  const { venue } = ctx;
  return withNonce(() =>
    transaction(async (tx) => {
      const row = await lockReservation(tx, venue, input.id);
      const requestHash = hashEntry('MANUAL', row.id, input.delta);
      const first = await findEntryByNonce(tx, venue.id, input.nonce);
      if (first && first.requestHash !== requestHash) throw new DomainError('NONCE_REUSED');
      // Before any rule: an answer that was lost is given again, also when the night is over by then.
      if (first) return answerEntry(ctx, row, first, true);
      if (!isDayVisible(ctx, row.businessDay)) throw new DomainError('NOT_FOUND');
      requireVersion(ctx, row);
      if (!isCountable(row.status)) throw new DomainError('NOT_COUNTABLE');
      if (row.scanCount + input.delta < 0) throw new DomainError('COUNT_BELOW_ZERO');
      if (isOverCapacity(row, input.delta, venue.capacityPolicy)) throw new DomainError('CAPACITY');
      const recorded = await recordEntry(tx, ctx, row, {
        delta: input.delta,
        nonce: input.nonce,
        requestHash,
        method: 'MANUAL',
        gateId: input.gateId ?? null,
        occurredAt: input.occurredAt ? new Date(input.occurredAt) : ctx.now,
        reason: input.reason ?? null,
      });
      return answerEntry(ctx, recorded.row, recorded.entry, false);
    }),
  );
}
