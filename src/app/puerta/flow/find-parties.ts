import { RANK, type Search } from '@/modules/reservations/search';
import type { Reservation } from '@/modules/reservations/wire';

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
