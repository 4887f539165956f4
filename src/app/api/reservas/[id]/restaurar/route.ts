import { restoreReservation } from '@/domain/reservations/restore-reservation';
import { RemovalInput } from '@/domain/reservations/schema';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ input: RemovalInput, run: restoreReservation }),
});
