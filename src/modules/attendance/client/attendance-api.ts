import type { z } from 'zod';
import { type Correction, reservaPath, type Waiting } from '@/modules/reservations/client/reservas-api';
import { requestJson } from '@/platform/browser/http';
import { EntryAnswer, LastArrival, NightSummary, Occupancy, ScanAnswer } from '../answers';
import type {
  ClickInput,
  CountAttendanceInput,
  ExitInput,
  ScanQrInput,
  UndoAttendanceInput,
  WalkInInput,
} from '../schema';

type CountAttendance = z.input<typeof CountAttendanceInput>;
export type UndoAttendance = Pick<UndoAttendanceInput, 'id' | 'nonce'> & Pick<Correction, 'reason'>;
type ScanQr = z.input<typeof ScanQrInput>;

/** The API calls for attendance. Each throws ApiError. */
export const attendanceApi = {
  /** What became of a business day, YYYY-MM-DD. */
  summary: (businessId: string, day: string, signal: AbortSignal) =>
    requestJson('/api/reservas/resumen', { answer: NightSummary, query: { businessId, day }, signal }),

  /** Who is inside in the current night. */
  occupancy: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/ocupacion', { answer: Occupancy, query: { businessId }, signal }),

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

  lastArrival: (businessId: string, id: string, signal?: AbortSignal) =>
    requestJson(reservaPath(id, '/asistencia'), {
      answer: LastArrival,
      query: { businessId },
      ...(signal ? { signal } : {}),
    }),

  countAttendance: (businessId: string, { id, ...body }: CountAttendance, waiting: Waiting<ScanAnswer> = {}) =>
    requestJson(reservaPath(id, '/asistencia'), {
      answer: ScanAnswer,
      method: 'POST',
      query: { businessId },
      body,
      ...waiting,
    }),

  undoAttendance: (businessId: string, { id, ...body }: UndoAttendance, waiting: Waiting<ScanAnswer> = {}) =>
    requestJson(reservaPath(id, '/asistencia/anular'), {
      answer: ScanAnswer,
      method: 'POST',
      query: { businessId },
      body,
      ...waiting,
    }),

  /** Books and counts in a party that has no reservation; sending the same `nonce` again admits nobody twice. */
  admitWalkIn: (businessId: string, body: WalkInInput) =>
    requestJson('/api/reservas/sin-reserva', { answer: ScanAnswer, method: 'POST', query: { businessId }, body }),

  /** A refused scan is an ApiError whose `problem` has `result: 'error'` and `reason`. */
  scan: (businessId: string, body: ScanQr, waiting: Waiting<ScanAnswer> = {}) =>
    requestJson('/api/reservas/qr-scan', {
      answer: ScanAnswer,
      method: 'POST',
      query: { businessId },
      body,
      ...waiting,
    }),
};
