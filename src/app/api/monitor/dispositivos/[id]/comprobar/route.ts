import { StreamInput } from '@/domain/monitor/schema';
import { methods } from '@/server/methods';
import { checkDevice } from '@/server/monitor/device';
import { watchRoute } from '@/server/watch-route';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: watchRoute({ input: StreamInput, run: checkDevice }),
});
