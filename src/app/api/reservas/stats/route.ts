import { readDayStats } from '@/domain/reservations/reads';
import { DayStatsInput } from '@/domain/reservations/schema';
import { methods } from '@/server/methods';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: route({ input: DayStatsInput, run: readDayStats }) });
