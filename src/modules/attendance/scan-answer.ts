import type { Context } from '@/modules/access/context';
import { type ReservationRow, showReservation } from '@/modules/reservations/rows';
import type { ScanAnswer } from './answers';
import type { AttendanceRow } from './record-entry';
import { excessOf } from './rules';

/** The answer to an entry: the first time, and again to each retry with the figures of the first. */
export function answerEntry(ctx: Context, row: ReservationRow, entry: AttendanceRow, replayed: boolean): ScanAnswer {
  return {
    ...answerCount(ctx, row, entry.scanCountAfter, entry.guestCountThen),
    isFirstScan: entry.isFirstScan,
    replayed,
    seq: entry.seq,
  };
}

/** The answer to a scanner that only asks. */
export function answerInfo(ctx: Context, row: ReservationRow): ScanAnswer {
  return {
    ...answerCount(ctx, row, row.scanCount, row.guestCount),
    isFirstScan: row.scanCount === 0,
    replayed: false,
    seq: row.version,
  };
}

function answerCount(ctx: Context, row: ReservationRow, scanCount: number, maxGuests: number) {
  const excess = excessOf(scanCount, maxGuests);
  return {
    result: 'ok' as const,
    ...(excess > 0 && ctx.venue.capacityPolicy !== 'ALLOW' ? { reason: 'CAPACITY' as const } : {}),
    reservation: showReservation(row, ctx.role),
    scanCount,
    maxGuests,
    excess,
  };
}
