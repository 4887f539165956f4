import { reservaPath } from '@/modules/reservations/client/day-api';
import { requestJson } from '@/platform/browser/http';
import { LastArrival, NightSummary, ScanAnswer } from '../answers';
import type { WalkInInput } from '../schema';

/** The API calls about the people of a night. Each throws ApiError. */
export const nightApi = {
  /** What became of a business day, YYYY-MM-DD. */
  summary: (businessId: string, day: string, signal: AbortSignal) =>
    requestJson('/api/reservas/resumen', { answer: NightSummary, query: { businessId, day }, signal }),

  lastArrival: (businessId: string, id: string, signal: AbortSignal) =>
    requestJson(reservaPath(id, '/asistencia'), { answer: LastArrival, query: { businessId }, signal }),

  /** Books and counts in a party that has no reservation; sending the same `nonce` again admits nobody twice. */
  admitWalkIn: (businessId: string, body: WalkInInput) =>
    requestJson('/api/reservas/sin-reserva', { answer: ScanAnswer, method: 'POST', query: { businessId }, body }),
};
