import { mayAnnounceArrival } from '@/modules/reservations/rules';
import { changeByGuest } from './change-by-guest';
import type { OnMyWayInput } from './schema';

/**
 * Writes that the guest who holds the pass is on their way, or takes it back. The first time that they say so is kept.
 * Throws ARRIVAL_CLOSED on another night and for a party that is no longer expected, and what `changeByGuest` throws.
 */
export async function recordOnMyWay(text: string, { going }: OnMyWayInput, now: Date): Promise<void> {
  const isGoing = going === 'yes';
  await changeByGuest(text, now, {
    action: 'reservation.on-my-way',
    closed: 'ARRIVAL_CLOSED',
    isOpen: mayAnnounceArrival,
    fields: ({ onWayAt }) => ((onWayAt !== null) === isGoing ? null : { onWayAt: isGoing ? now : null }),
  });
}
