'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { attendanceApi } from '@/modules/attendance/client/attendance-api';
import { sendCount } from '@/modules/attendance/client/send-count';
import type { ReservationAnswer } from '@/modules/reservations/answers';
import { DAYS } from '@/modules/reservations/client/day-collection';
import { reservasApi } from '@/modules/reservations/client/reservas-api';
import { Reservation } from '@/modules/reservations/wire';
import { ApiError } from '@/platform/browser/http';
import { showAnswer } from '@/platform/browser/live/list-cache';
import { liveStoreOf } from '@/platform/browser/live/live-store';
import type {
  ChangeStatusVariables,
  CountVariables,
  CreateVariables,
  UpdateVariables,
  UseReservasOptimizedResult,
  WriteVariables,
} from '../types/reservas-hook';

type Writes = Pick<
  UseReservasOptimizedResult,
  | 'createReserva'
  | 'updateReserva'
  | 'deleteReserva'
  | 'restoreReserva'
  | 'changeStatus'
  | 'undoStatus'
  | 'countAttendance'
  | 'undoAttendance'
  | 'admitWalkIn'
>;

/**
 * Every write on a reservation. `expect` receives the sequence of each, so that a stream that does not deliver it is
 * detected.
 */
export function useReservationWrites(businessId: string, expect: (seq: number) => void): Writes {
  const queryClient = useQueryClient();

  const write = async <T extends ReservationAnswer>(send: () => Promise<T>, removed = false): Promise<T> => {
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
  };

  return {
    createReserva: useMutation({
      mutationFn: ({ input, idempotencyKey }: CreateVariables) =>
        write(() => reservasApi.create(businessId, input, idempotencyKey)),
    }),
    updateReserva: useMutation({
      mutationFn: ({ id, changes, ...correction }: UpdateVariables) =>
        write(() => reservasApi.update(businessId, { ...changes, id }, correction)),
    }),
    deleteReserva: useMutation({
      mutationFn: ({ id, ...correction }: WriteVariables) =>
        write(() => reservasApi.remove(businessId, id, correction), true),
    }),
    restoreReserva: useMutation({
      mutationFn: ({ id, ...correction }: WriteVariables) =>
        write(() => reservasApi.restore(businessId, id, correction)),
    }),
    changeStatus: useMutation({
      mutationFn: ({ id, move, ...correction }: ChangeStatusVariables) =>
        write(() => reservasApi.changeStatus(businessId, id, move, correction)),
    }),
    undoStatus: useMutation({
      mutationFn: ({ id, ...correction }: WriteVariables) =>
        write(() => reservasApi.undoStatus(businessId, id, correction)),
    }),
    countAttendance: useMutation({
      // The queue of counts decides when to retry; a paused write would wait without any sign.
      networkMode: 'always',
      mutationFn: ({ count, asking }: CountVariables) =>
        write(() => sendCount(count, { ...asking, onLate: (answer) => asking.onLate(write(() => answer)) })),
    }),
    undoAttendance: useMutation({
      mutationFn: (input: Parameters<typeof attendanceApi.undoAttendance>[1]) =>
        write(() => attendanceApi.undoAttendance(businessId, input)),
    }),
    admitWalkIn: useMutation({
      mutationFn: (input: Parameters<typeof attendanceApi.admitWalkIn>[1]) =>
        write(() => attendanceApi.admitWalkIn(businessId, input)),
    }),
  };
}
