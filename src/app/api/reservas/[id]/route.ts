import { getReservation } from '@/domain/reservations/reads';
import { ReservationId } from '@/domain/reservations/schema';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route({ input: ReservationId, run: getReservation }),
});
