import { UndoAttendanceInput } from '@/domain/attendance/schema';
import { undoAttendance } from '@/domain/attendance/undo-attendance';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ input: UndoAttendanceInput, run: undoAttendance }),
});
