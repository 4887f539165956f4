import { OverviewInput } from '@/domain/monitor/schema';
import { methods } from '@/server/methods';
import { readOverview } from '@/server/monitor/overview';
import { watchRoute } from '@/server/watch-route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: watchRoute({ input: OverviewInput, run: readOverview }),
});
