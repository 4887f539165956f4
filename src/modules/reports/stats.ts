import { type Reservation, type ReservationStatus, UNREADABLE } from '@/realtime/protocol/reservation';

/** A day's figures. Planned and actual are never mixed. */
export interface DayStats {
  /** Reservations neither cancelled nor deleted. */
  reservations: number;
  /** Planned guests of those reservations. */
  guestsPlanned: number;
  /** People counted in, Σ scanCount over every reservation of the day. */
  guestsArrived: number;
  /** Planned guests of parties still due (pending, confirmed, or partly in) who have not come yet. */
  guestsExpected: number;
  /** People beyond the plan of their own party. */
  excess: number;
  /** Parties of which at least one person came. */
  partiesArrived: number;
  byStatus: Record<ReservationStatus, number>;
}

type Counted = Pick<Reservation, 'status' | 'guestCount' | 'scanCount'>;
const DUE: readonly string[] = ['PENDING', 'CONFIRMED', 'CHECKED_IN'];

/** The one place that computes statistics: the server's answers and the screens' live figures both come from here. */
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
    // A status that a newer version added is in no figure of its own.
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
