import { type Reservation, UNREADABLE } from '@/modules/reservations/wire';
import type { DayStats } from './answers';

type Counted = Pick<Reservation, 'status' | 'guestCount' | 'scanCount'>;
const DUE: readonly string[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN'];

/** The only place that computes statistics: the server's answers and the screens' live figures both use it. */
export function dayStats(reservations: readonly Counted[]): DayStats {
  const stats: DayStats = {
    reservations: 0,
    guestsPlanned: 0,
    guestsArrived: 0,
    guestsExpected: 0,
    excess: 0,
    partiesArrived: 0,
    byStatus: { PENDING: 0, CONFIRMED: 0, CHECKED_IN: 0, COMPLETED: 0, CANCELLED: 0, NO_SHOW: 0 },
  };
  for (const { status, guestCount, scanCount } of reservations) {
    if (status === UNREADABLE) continue;
    // A status that a newer version added is counted in no figure of its own.
    if (isKnown(stats.byStatus, status)) stats.byStatus[status] += 1;
    stats.guestsArrived += scanCount;
    stats.excess += Math.max(0, scanCount - guestCount);
    if (scanCount > 0) stats.partiesArrived += 1;
    if (status === 'CANCELLED') continue;
    stats.reservations += 1;
    stats.guestsPlanned += guestCount;
    if (DUE.includes(status)) stats.guestsExpected += Math.max(0, guestCount - scanCount);
  }
  return stats;
}

function isKnown<T extends object>(values: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(values, key);
}
