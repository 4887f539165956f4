import { countAttendance } from '@/domain/attendance/count-attendance';
import { scanQr } from '@/domain/attendance/scan-qr';
import { CountAttendanceInput, ScanQrInput, UndoAttendanceInput } from '@/domain/attendance/schema';
import { undoAttendance } from '@/domain/attendance/undo-attendance';
import { route } from '../route';
import { endpoint } from './endpoint';

export const scan = endpoint('/api/reservas/qr-scan', { POST: route({ input: ScanQrInput, run: scanQr }) });

export const count = endpoint('/api/reservas/[id]/asistencia', {
  POST: route({ input: CountAttendanceInput, run: countAttendance }),
});

export const undo = endpoint('/api/reservas/[id]/asistencia/anular', {
  POST: route({ input: UndoAttendanceInput, run: undoAttendance }),
});
