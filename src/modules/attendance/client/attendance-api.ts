import type { z } from 'zod';
import { reservaPath, type Waiting } from '@/modules/reservations/client/day-api';
import type { Correction } from '@/modules/reservations/client/reservas-api';
import { requestJson } from '@/platform/browser/http';
import { Occupancy, ScanAnswer } from '../answers';
import type { CountAttendanceInput, ScanQrInput, UndoAttendanceInput } from '../schema';

type CountAttendance = z.input<typeof CountAttendanceInput>;
export type UndoAttendance = Pick<UndoAttendanceInput, 'id' | 'nonce'> & Pick<Correction, 'reason'>;
type ScanQr = z.input<typeof ScanQrInput>;

/** The API calls for attendance that every door makes; night-api.ts and flow-api.ts have the others. Each throws ApiError. */
export const attendanceApi = {
  /** Who is inside in the current night. */
  occupancy: (businessId: string, signal: AbortSignal) =>
    requestJson('/api/ocupacion', { answer: Occupancy, query: { businessId }, signal }),

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
