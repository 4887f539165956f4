import { deleteReservation } from '@/domain/reservations/delete-reservation';
import { getReservation } from '@/domain/reservations/reads';
import { RemovalInput, ReservationId, UpdateReservationInput } from '@/domain/reservations/schema';
import { updateReservation } from '@/domain/reservations/update-reservation';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ input: ReservationId, run: getReservation }),
  PUT: route({ input: UpdateReservationInput, run: updateReservation }),
  DELETE: route({ input: RemovalInput, run: deleteReservation }),
});
