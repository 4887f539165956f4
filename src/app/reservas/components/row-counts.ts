import { useSyncExternalStore } from 'react';
import { isCountOf } from '@/modules/attendance/client/count';
import { useVenueScreen } from './venue-context';

/**
 * The number of people in the undecided counts of one row: null without any, so that only the affected rows are
 * rendered again.
 */
export function useRowCounts(reservationId: string): { readonly waiting: number | null; readonly sending: boolean } {
  const { counts } = useVenueScreen();
  const ofRow = () => counts.pending.filter((pending) => isCountOf(pending.count, reservationId));
  const waiting = useSyncExternalStore(
    counts.subscribe,
    () => {
      const late = ofRow().filter((pending) => pending.waiting);
      return late.length === 0 ? null : late.reduce((sum, { count }) => sum + count.increment, 0);
    },
    () => null,
  );
  const sending = useSyncExternalStore(
    counts.subscribe,
    () => ofRow().some((pending) => !pending.waiting),
    () => false,
  );
  return { waiting, sending };
}
