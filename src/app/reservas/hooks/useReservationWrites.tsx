'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { attendanceApi } from '@/modules/attendance/client/attendance-api';
import { nightApi } from '@/modules/attendance/client/night-api';
import type { ReservationAnswer } from '@/modules/reservations/answers';
import { type Correction, reservasApi, type SetTables } from '@/modules/reservations/client/reservas-api';
import type {
  ChangeStatusVariables,
  CountVariables,
  CreateVariables,
  UpdateVariables,
  UseReservasOptimizedResult,
  WriteVariables,
} from '../types/reservas-hook';
import { writeCount, writeReservation } from './write-reservation';

type Writes = Pick<
  UseReservasOptimizedResult,
  | 'createReserva'
  | 'updateReserva'
  | 'deleteReserva'
  | 'restoreReserva'
  | 'changeStatus'
  | 'undoStatus'
  | 'setTables'
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

  const place = { queryClient, businessId, expect };
  const write = <T extends ReservationAnswer>(send: () => Promise<T>, removed = false) =>
    writeReservation(place, send, removed);

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
    setTables: useMutation({
      mutationFn: ({ version, ...wanted }: SetTables & Correction) =>
        write(() => reservasApi.setTables(businessId, wanted, { version })),
    }),
    countAttendance: useMutation({
      // The queue of counts decides when to retry; a paused write would wait without any sign.
      networkMode: 'always',
      mutationFn: (variables: CountVariables) => writeCount(place, variables),
    }),
    undoAttendance: useMutation({
      mutationFn: (input: Parameters<typeof attendanceApi.undoAttendance>[1]) =>
        write(() => attendanceApi.undoAttendance(businessId, input)),
    }),
    admitWalkIn: useMutation({
      mutationFn: (input: Parameters<typeof nightApi.admitWalkIn>[1]) =>
        write(() => nightApi.admitWalkIn(businessId, input)),
    }),
  };
}
