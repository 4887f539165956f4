import { createReservation } from '@/domain/reservations/create-reservation';
import { listReservations } from '@/domain/reservations/reads';
import { CreateReservationInput, ListReservationsInput } from '@/domain/reservations/schema';
import { methods } from '@/server/methods';
import { jsonResponse, route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ input: ListReservationsInput, run: listReservations, cost: 5 }),
  POST: route({
    input: CreateReservationInput,
    run: createReservation,
    respond: ({ replayed, ...answer }) => jsonResponse(answer, 201, replayed ? { 'idempotency-replayed': 'true' } : {}),
  }),
});
