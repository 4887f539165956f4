import { requestJson } from '@/platform/browser/http';
import { MessageAnswer, MessageList } from '../answers';

/** All throw ApiError. */
export const messagesApi = {
  list: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/mensajes', { answer: MessageList, query: { businessId }, signal }),
  ofReservation: (businessId: string, reservationId: string, signal: AbortSignal) =>
    requestJson('/api/mensajes', { answer: MessageList, query: { businessId, reservationId }, signal }),
  sendAgain: (businessId: string, id: string) =>
    requestJson(`/api/mensajes/${encodeURIComponent(id)}/reenviar`, {
      ...{ method: 'POST', answer: MessageAnswer, body: { businessId } },
    }),
};
