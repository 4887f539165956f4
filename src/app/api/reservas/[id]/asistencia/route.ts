import { countAttendance } from '@/domain/attendance/count-attendance';
import { CountAttendanceInput } from '@/domain/attendance/schema';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ input: CountAttendanceInput, run: countAttendance }),
});
