import { jsonResponse, route } from '@/modules/access/route';
import { readHistory } from '@/modules/attendance/read-history';
import { changeStatus } from '@/modules/reservations/change-status';
import { createReservation } from '@/modules/reservations/create-reservation';
import { deleteReservation } from '@/modules/reservations/delete-reservation';
import { getReservation, listReservations, readDayStats } from '@/modules/reservations/reads';
import { restoreReservation } from '@/modules/reservations/restore-reservation';
import {
  ChangeStatusInput,
  CreateReservationInput,
  DayStatsInput,
  ListReservationsInput,
  RemovalInput,
  ReservationId,
  UpdateReservationInput,
} from '@/modules/reservations/schema';
import { updateReservation } from '@/modules/reservations/update-reservation';
import { endpoint } from './endpoint';

export const reservations = endpoint('/api/reservas', {
  GET: route({ input: ListReservationsInput, run: listReservations, cost: 5 }),
  POST: route({
    input: CreateReservationInput,
    run: createReservation,
    respond: ({ replayed, ...answer }) => jsonResponse(answer, 201, replayed ? { 'idempotency-replayed': 'true' } : {}),
  }),
});

export const reservation = endpoint('/api/reservas/[id]', {
  GET: route({ input: ReservationId, run: getReservation }),
  PUT: route({ input: UpdateReservationInput, run: updateReservation }),
  DELETE: route({ input: RemovalInput, run: deleteReservation }),
});

export const restoration = endpoint('/api/reservas/[id]/restaurar', {
  POST: route({ input: RemovalInput, run: restoreReservation }),
});

export const status = endpoint('/api/reservas/[id]/estado', {
  POST: route({ input: ChangeStatusInput, run: changeStatus }),
});

export const history = endpoint('/api/reservas/[id]/historial', {
  GET: route({ input: ReservationId, run: readHistory }),
});

export const stats = endpoint('/api/reservas/stats', { GET: route({ input: DayStatsInput, run: readDayStats }) });
