import type { z } from 'zod';
import { ScanAnswer } from '@/domain/attendance/answers';
import type { CountAttendanceInput, ScanQrInput, UndoAttendanceInput } from '@/domain/attendance/schema';
import { requestJson } from '../http';
import { type Correction, reservaPath, type Waiting } from '../reservas-api';

type CountAttendance = z.input<typeof CountAttendanceInput>;
export type UndoAttendance = Pick<UndoAttendanceInput, 'id' | 'nonce'> & Pick<Correction, 'reason'>;
type ScanQr = z.input<typeof ScanQrInput>;

/** The calls about who has come in. Each throws ApiError. */
export const attendanceApi = {
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
