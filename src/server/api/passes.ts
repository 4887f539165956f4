import { fileResponse, jsonResponse } from '@/modules/access/route';
import { PassAnswer } from '@/modules/passes/answers';
import { GetPassInput } from '@/modules/passes/schema';
import { getPass } from '@/modules/reservations/get-pass';
import { rotatePass } from '@/modules/reservations/rotate-pass';
import { ReservationId } from '@/modules/reservations/schema';
import { endpoint } from './endpoint';
import { operation } from './operation';

export const pass = endpoint('/api/reservas/[id]/qr', {
  GET: operation({
    actor: 'member',
    permission: 'passes.read',
    input: GetPassInput,
    output: PassAnswer,
    run: getPass,
    respond: (found) => ('bytes' in found ? fileResponse(found) : jsonResponse(found)),
  }),
});

export const rotation = endpoint('/api/reservas/[id]/qr/rotar', {
  POST: operation({
    actor: 'member',
    permission: 'passes.rotate',
    input: ReservationId,
    output: PassAnswer,
    run: rotatePass,
  }),
});
