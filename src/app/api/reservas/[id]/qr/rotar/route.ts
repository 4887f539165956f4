import { rotatePass } from '@/domain/passes/rotate-pass';
import { ReservationId } from '@/domain/reservations/schema';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: route({ input: ReservationId, run: rotatePass }) });
