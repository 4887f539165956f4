import type { z } from 'zod';
import { type Correction, reservaPath, type Waiting } from '@/modules/reservations/client/reservas-api';
import { requestJson } from '@/platform/browser/http';
import { ScanAnswer } from '../answers';
import type { CountAttendanceInput, ScanQrInput, UndoAttendanceInput } from '../schema';

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
