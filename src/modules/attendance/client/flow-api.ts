import type { Waiting } from '@/modules/reservations/client/day-api';
import { requestJson } from '@/platform/browser/http';
import { EntryAnswer } from '../answers';
import type { ClickInput, ExitInput } from '../schema';

/** The API calls for people who are counted without changing how many of a party have arrived. Each throws ApiError. */
export const flowApi = {
  /** People without a reservation; a negative number corrects how many were counted. */
  click: (businessId: string, body: ClickInput, waiting: Waiting<EntryAnswer> = {}) =>
    requestJson('/api/sin-reserva', { answer: EntryAnswer, method: 'POST', query: { businessId }, body, ...waiting }),

  /** Takes back an entry without a reservation. */
  undoClick: (businessId: string, nonce: string, waiting: Waiting<EntryAnswer> = {}) =>
    requestJson('/api/sin-reserva/anular', {
      answer: EntryAnswer,
      method: 'POST',
      query: { businessId },
      body: { nonce },
      ...waiting,
    }),

  /** People who leave, with the pass of their party or without one. */
  leave: (businessId: string, body: ExitInput, waiting: Waiting<EntryAnswer> = {}) =>
    requestJson('/api/puerta/salida', { answer: EntryAnswer, method: 'POST', query: { businessId }, body, ...waiting }),
};
