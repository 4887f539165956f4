import { requestJson } from '@/platform/browser/http';
import { SessionEnded, SessionList, SessionsEnded } from '../answers';

/** What a person does with their own account. All throw ApiError. */
export const accountApi = {
  sessions: (signal: AbortSignal) => requestJson('/api/sesiones', { answer: SessionList, signal }),
  endSession: (id: string) =>
    requestJson(`/api/sesiones/${encodeURIComponent(id)}`, { method: 'DELETE', answer: SessionEnded }),
  endOthers: () => requestJson('/api/sesiones', { method: 'DELETE', answer: SessionsEnded }),
  changePassword: (current: string, password: string) =>
    requestJson('/api/me/contrasena', { method: 'PUT', answer: SessionsEnded, body: { current, password } }),
};
