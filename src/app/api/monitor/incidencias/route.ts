import { ClientReportInput } from '@/domain/monitor/schema';
import { methods } from '@/server/methods';
import { takeReport } from '@/server/monitor/take-report';
import { route } from '@/server/route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route({ input: ClientReportInput, run: takeReport }),
});
