import { RANK, type Search } from '@/modules/reservations/search';
import type { Reservation } from '@/modules/reservations/wire';

/**
 * The row that Enter opens: the one whose whole code was typed, else the only hit; null when several match or none.
 * `shown` are the hits of the day on screen, `others` those known of other days, of which `more` are left out.
 */
export function hitOf(
  shown: readonly Reservation[],
  others: { readonly rows: readonly Reservation[]; readonly more: boolean },
  search: Search,
): Reservation | null {
  const hits = [...shown, ...others.rows];
  const [only, ...further] = hits;
  const exact = hits.find((row) => search(row) === RANK.code);
  return exact ?? (further.length === 0 && !others.more ? (only ?? null) : null);
}
