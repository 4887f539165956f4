import { randomUUID } from 'node:crypto';
import type { Author } from '@/modules/access/context';
import { changeReservation } from '@/modules/reservations/change';
import { tryLockReservation } from '@/modules/reservations/rows';
import { mayAnnounceLateness } from '@/modules/reservations/rules';
import { transaction } from '@/platform/db/transaction';
import { DomainError } from '@/platform/errors';
import { consume, sharedLimiter } from '@/platform/http/limits';
import { shared } from '@/platform/shared';
import { findPass, isUsable } from './find-pass';
import type { LatenessInput } from './schema';

/** How often a pass may announce a delay in one window, and the window in seconds. */
const ANNOUNCEMENTS = 10;
const WINDOW_SECONDS = 60 * 60;

const limiter = () => shared('lateness.limit', () => sharedLimiter('lateness.pass', ANNOUNCEMENTS, WINDOW_SECONDS));

/**
 * Writes by how many minutes the guest who holds the pass will be late; 0 takes it back. Screens of the venue show it at
 * once, and the history says that the guest did it. Saying the same again writes nothing. Throws NOT_FOUND for a pass
 * that no venue signed, LATENESS_CLOSED for one that opens nothing, for a party that is no longer expected and outside
 * of the hours around its time, RATE_LIMITED.
 */
export async function recordLateness(text: string, { minutes }: LatenessInput, now: Date): Promise<void> {
  const presented = await findPass(text, now);
  if (!presented) throw new DomainError('NOT_FOUND');
  await consume(limiter(), presented.pass.id, 'lateness_per_pass');
  const { venue } = presented;
  await transaction(async (tx) => {
    const row = await tryLockReservation(tx, venue, presented.row.id);
    const found = row && (await findPass(text, now, tx));
    if (!found || !isUsable(found.valid) || !mayAnnounceLateness(row, now)) throw new DomainError('LATENESS_CLOSED');
    const lateMinutes = minutes === 0 ? null : minutes;
    if (lateMinutes === row.lateMinutes) return;
    const author: Author = { venue, userId: null, requestId: randomUUID(), now };
    await changeReservation(tx, author, row, {
      fields: { lateMinutes },
      audit: {
        action: 'reservation.lateness-announced',
        before: { lateMinutes: row.lateMinutes },
        after: { lateMinutes },
      },
      event: {
        type: 'reservation-updated',
        reservationId: row.id,
        businessDay: row.businessDay,
        updates: { lateMinutes },
      },
    });
  });
}
