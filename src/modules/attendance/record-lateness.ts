import { mayAnnounceLateness } from '@/modules/reservations/rules';
import { changeByGuest } from './change-by-guest';
import type { LatenessInput } from './schema';

/**
 * Writes by how many minutes the guest who holds the pass will be late; 0 takes it back. Throws LATENESS_CLOSED for a
 * party that is no longer expected and outside of the hours around its time, and what `changeByGuest` throws.
 */
export async function recordLateness(text: string, { minutes }: LatenessInput, now: Date): Promise<void> {
  const lateMinutes = minutes === 0 ? null : minutes;
  await changeByGuest(text, now, {
    action: 'reservation.lateness-announced',
    closed: 'LATENESS_CLOSED',
    isOpen: (row) => mayAnnounceLateness(row, now),
    fields: (row) => (row.lateMinutes === lateMinutes ? null : { lateMinutes }),
  });
}
