import { readHistory } from '@/domain/reservations/read-history';
import { ReservationId } from '@/domain/reservations/schema';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: route({ input: ReservationId, run: readHistory }) });
