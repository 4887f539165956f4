import { getPass } from '@/domain/passes/get-pass';
import { rotatePass } from '@/domain/passes/rotate-pass';
import { GetPassInput } from '@/domain/passes/schema';
import { ReservationId } from '@/domain/reservations/schema';
import { fileResponse, jsonResponse, route } from '../route';
import { endpoint } from './endpoint';

export const pass = endpoint('/api/reservas/[id]/qr', {
  GET: route({
    input: GetPassInput,
    run: getPass,
    respond: (found) => ('bytes' in found ? fileResponse(found) : jsonResponse(found)),
  }),
});

export const rotation = endpoint('/api/reservas/[id]/qr/rotar', {
  POST: route({ input: ReservationId, run: rotatePass }),
});
