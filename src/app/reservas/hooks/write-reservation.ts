import type { QueryClient } from '@tanstack/react-query';
import type { ScanAnswer } from '@/modules/attendance/answers';
import { sendPartyCount } from '@/modules/attendance/client/send-count';
import type { ReservationAnswer } from '@/modules/reservations/answers';
import { DAYS } from '@/modules/reservations/client/day-collection';
import { Reservation } from '@/modules/reservations/wire';
import { ApiError } from '@/platform/browser/http';
import { showAnswer } from '@/platform/browser/live/list-cache';
import { liveStoreOf } from '@/platform/browser/live/live-store';
import type { CountVariables } from '../types/reservas-hook';

/** Where a write is shown. */
export interface WritePlace {
  readonly queryClient: QueryClient;
  readonly businessId: string;
  /** Receives the sequence of each write, so that a stream that does not deliver it is detected. */
  readonly expect: (seq: number) => void;
}

/** Sends a write on a reservation, and shows its answer, or the current row of a conflict, in every list. Throws ApiError. */
export async function writeReservation<T extends ReservationAnswer>(
  { queryClient, businessId, expect }: WritePlace,
  send: () => Promise<T>,
  removed = false,
): Promise<T> {
  const { tail, own } = liveStoreOf(queryClient, businessId);
  const show = (reservation: Reservation, seq: number, gone: boolean) =>
    showAnswer(queryClient, businessId, tail, DAYS, { id: reservation.id, reservation, seq, removed: gone });
  try {
    const answer = await own.track(tail.position?.seq ?? 0, send, ({ reservation, seq }) => ({
      id: reservation.id,
      seq,
    }));
    show(answer.reservation, answer.seq, removed);
    expect(answer.seq);
    return answer;
  } catch (error) {
    const current = error instanceof ApiError ? Reservation.safeParse(error.problem.current) : null;
    if (current?.success) show(current.data, current.data.version, false);
    throw error;
  }
}

/** Sends a count of a party of this venue; an answer after the deadline is shown too. Throws ApiError. */
export function writeCount(place: WritePlace, { count, asking }: CountVariables): Promise<ScanAnswer> {
  const onLate = (answer: Promise<ScanAnswer>) => asking.onLate(writeReservation(place, () => answer));
  return writeReservation(place, () => sendPartyCount(count, { ...asking, onLate }));
}
