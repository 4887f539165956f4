import { ReplayInput } from '@/domain/monitor/schema';
import { methods } from '@/server/methods';
import { readDevice } from '@/server/monitor/device';
import { watchRoute } from '@/server/watch-route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: watchRoute({ input: ReplayInput, run: readDevice }) });
