import type { Context } from '@/modules/access/context';
import { type ReservationRow, showReservation } from '@/modules/reservations/rows';
import type { EntryAnswer, ScanAnswer } from './answers';
import type { AttendanceRow } from './record-entry';
import { excessOf } from './rules';

/** The answer to an entry: the first time, and again for each retry, with the figures of the first. */
export function answerEntry(ctx: Context, row: ReservationRow, entry: AttendanceRow, replayed: boolean): ScanAnswer {
  return {
    ...answerCount(ctx, row, entry.scanCountAfter, entry.guestCountThen),
    ...(entry.kind === 'REENTRY' ? { kind: entry.kind } : {}),
    ...(entry.person === null ? {} : { person: entry.person }),
    isFirstScan: entry.isFirstScan,
    replayed,
    seq: entry.seq,
  };
}

/** The answer to an entry that leaves the arrivals of its party as they are; `balance` may be negative. */
export function answerFlow(entry: AttendanceRow, balance: number, replayed: boolean): EntryAnswer {
  const { kind, flow, delta, gateId, category, reservationId, forced, seq } = entry;
  const figures = { kind, flow, delta, gateId, category, reservationId, forced };
  return { result: 'ok', ...figures, inside: Math.max(0, balance), replayed, seq };
}

/** The answer to a scanner that only requests information. */
export function answerInfo(
  ctx: Context,
  row: ReservationRow,
  outside: number,
  person: number | null = null,
): ScanAnswer {
  return {
    ...answerCount(ctx, row, row.scanCount, row.guestCount),
    ...(outside > 0 ? { outside } : {}),
    ...(person === null ? {} : { person }),
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
