import { RANK, type Search } from '@/modules/reservations/search';
import type { Reservation } from '@/realtime/protocol/reservation';

/** Above this the stepper stops: the server's limit for one scan. */
export const MAX_INCREMENT = 1000;

/** People of the party who have not come yet. */
export function remainingOf({ guestCount, scanCount }: Pick<Reservation, 'guestCount' | 'scanCount'>): number {
  return Math.max(0, guestCount - scanCount);
}

/** How many to let in unless the person at the door says otherwise: the rest of the group, or one beyond it. */
export function suggestedIncrement(party: Pick<Reservation, 'guestCount' | 'scanCount'>): number {
  return Math.min(MAX_INCREMENT, Math.max(1, remainingOf(party)));
}

/** A person alone who has not come yet needs no question. */
export function countsAtOnce({ guestCount, scanCount }: Pick<Reservation, 'guestCount' | 'scanCount'>): boolean {
  return guestCount === 1 && scanCount === 0;
}

const SHOWN = 30;
const NOBODY: ReadonlySet<string> = new Set();

/**
 * Tonight's parties that `search` finds, best first and then by time, at most 30. `byWholeName` has the ids that the server found by
 * whole names, which this list does not have. Cancelled ones stay: the door must see why.
 */
export function findParties(
  reservations: readonly Reservation[],
  search: Search,
  byWholeName: ReadonlySet<string> = NOBODY,
): Reservation[] {
  return reservations
    .map((party) => {
      const here = search(party);
      const there = byWholeName.has(party.id) ? RANK.inside : null;
      return { party, rank: Math.min(here ?? Number.POSITIVE_INFINITY, there ?? Number.POSITIVE_INFINITY) };
    })
    .filter((found) => found.rank < Number.POSITIVE_INFINITY)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, SHOWN)
    .map(({ party }) => party);
}
