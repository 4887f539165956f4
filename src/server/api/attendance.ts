import { route } from '@/modules/access/route';
import { countAttendance } from '@/modules/attendance/count-attendance';
import { scanQr } from '@/modules/attendance/scan-qr';
import { CountAttendanceInput, ScanQrInput, UndoAttendanceInput } from '@/modules/attendance/schema';
import { undoAttendance } from '@/modules/attendance/undo-attendance';
import { endpoint } from './endpoint';

export const scan = endpoint('/api/reservas/qr-scan', { POST: route({ input: ScanQrInput, run: scanQr }) });

export const count = endpoint('/api/reservas/[id]/asistencia', {
  POST: route({ input: CountAttendanceInput, run: countAttendance }),
});

export const undo = endpoint('/api/reservas/[id]/asistencia/anular', {
  POST: route({ input: UndoAttendanceInput, run: undoAttendance }),
});
