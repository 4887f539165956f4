import type { z } from 'zod';
import type { CountAttendanceInput, ScanAnswer, ScanQrInput, UndoAttendanceInput } from '@/domain/attendance/schema';
import type { PassAnswer } from '@/domain/passes/schema';
import type { Role } from '@/domain/people/context';
import type {
  CreateReservationInput,
  ReservationAnswer,
  ReservationHistory,
  ReservationList,
  UpdateReservationInput,
} from '@/domain/reservations/schema';
import type { ReservationStatus } from '@/realtime/protocol/reservation';
import { requestJson } from './http';

/** GET /api/me */
export interface Me {
  user: { id: string; name: string; email: string };
  memberships: {
    businessId: string;
    slug: string;
    name: string;
    role: Role;
    timeZone: string;
    cutoffHour: number;
  }[];
}

export type CreateReservation = z.input<typeof CreateReservationInput>;
export type UpdateReservation = z.input<typeof UpdateReservationInput>;
export type CountAttendance = z.input<typeof CountAttendanceInput>;
export type ScanQr = z.input<typeof ScanQrInput>;

const at = (id: string, rest = '') => `/api/reservas/${encodeURIComponent(id)}${rest}`;
const ifMatch = (version: number | undefined) => (version === undefined ? {} : { 'if-match': `"${version}"` });

/** Every call of the screens. Each throws ApiError. */
export const reservasApi = {
  me: (signal?: AbortSignal) => requestJson<Me>('/api/me', { signal }),

  list: (businessId: string, day: string | undefined, signal?: AbortSignal) =>
    requestJson<ReservationList>('/api/reservas', { query: { businessId, day }, signal }),

  /** `idempotencyKey`: one per intended reservation, the same for each retry. */
  create: (businessId: string, input: CreateReservation, idempotencyKey: string) =>
    requestJson<ReservationAnswer>('/api/reservas', {
      method: 'POST',
      query: { businessId },
      body: input,
      headers: { 'idempotency-key': idempotencyKey },
    }),

  /** With `version`, refused with VERSION_CONFLICT and the current row when someone changed it since. */
  update: (businessId: string, { id, ...changes }: UpdateReservation, version?: number) =>
    requestJson<ReservationAnswer>(at(id), {
      method: 'PUT',
      query: { businessId },
      body: changes,
      headers: ifMatch(version),
    }),

  remove: (businessId: string, id: string, version?: number) =>
    requestJson<ReservationAnswer>(at(id), { method: 'DELETE', query: { businessId }, headers: ifMatch(version) }),

  changeStatus: (businessId: string, id: string, status: ReservationStatus, version?: number) =>
    requestJson<ReservationAnswer>(at(id, '/estado'), {
      method: 'POST',
      query: { businessId },
      body: { status },
      headers: ifMatch(version),
    }),

  countAttendance: (businessId: string, { id, ...input }: CountAttendance) =>
    requestJson<ScanAnswer>(at(id, '/asistencia'), { method: 'POST', query: { businessId }, body: input }),

  undoAttendance: (businessId: string, { id, nonce }: UndoAttendanceInput) =>
    requestJson<ScanAnswer>(at(id, '/asistencia/anular'), { method: 'POST', query: { businessId }, body: { nonce } }),

  /** A refused scan is an ApiError whose `problem` has `result: 'error'` and `reason`. */
  scan: (businessId: string, input: ScanQr, signal?: AbortSignal) =>
    requestJson<ScanAnswer>('/api/reservas/qr-scan', { method: 'POST', query: { businessId }, body: input, signal }),

  getPass: (businessId: string, id: string, signal?: AbortSignal) =>
    requestJson<PassAnswer>(at(id, '/qr'), { query: { businessId }, signal }),

  rotatePass: (businessId: string, id: string) =>
    requestJson<PassAnswer>(at(id, '/qr/rotar'), { method: 'POST', query: { businessId } }),

  history: (businessId: string, id: string, signal?: AbortSignal) =>
    requestJson<ReservationHistory>(at(id, '/historial'), { query: { businessId }, signal }),
};
