import { RANK, type Search } from '@/modules/reservations/search';
import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';

/** The largest number of the stepper: the server's limit for one scan. */
export const MAX_INCREMENT = 1000;

/** How many people of the party have not arrived yet. */
export function remainingOf({ guestCount, scanCount }: Pick<Reservation, 'guestCount' | 'scanCount'>): number {
  return Math.max(0, guestCount - scanCount);
}

/**
 * How many people to admit unless the person at the door changes it: the rest of the group, or one when the group is
 * complete.
 */
export function suggestedIncrement(party: Pick<Reservation, 'guestCount' | 'scanCount'>): number {
  return Math.min(MAX_INCREMENT, Math.max(1, remainingOf(party)));
}

/** Whether a scan counts without a question: the party is one person who has not arrived yet. */
export function countsAtOnce({ guestCount, scanCount }: Pick<Reservation, 'guestCount' | 'scanCount'>): boolean {
  return guestCount === 1 && scanCount === 0;
}

/** Why the door must stop before a party is counted: everybody has arrived, or the reservation is closed. */
export type PartyWarning = 'ALL_IN' | 'CANCELLED' | 'COMPLETED';

export function warningOf({
  status,
  guestCount,
  scanCount,
}: Pick<Reservation, 'status' | 'guestCount' | 'scanCount'>): PartyWarning | null {
  if (status === 'CANCELLED') return 'CANCELLED';
  if (status === 'COMPLETED') return 'COMPLETED';
  return status !== UNREADABLE && scanCount > 0 && scanCount >= guestCount ? 'ALL_IN' : null;
}

const SHOWN = 30;
const NOBODY: ReadonlySet<string> = new Set();

/**
 * Tonight's parties that `search` finds, best first and then by time, at most 30. `byWholeName` contains the ids that
 * the server found by whole names, which this list does not have. Cancelled parties are included: the door must see why
 * it cannot admit them.
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
