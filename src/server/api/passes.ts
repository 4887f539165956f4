import { fileResponse, jsonResponse, route } from '@/modules/access/route';
import { GetPassInput } from '@/modules/passes/schema';
import { getPass } from '@/modules/reservations/get-pass';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import { ReservationId } from '@/modules/reservations/schema';
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
