import { describeEventLog } from './event-log.fixture';
import { MemoryLog } from './stream.fixture';

describeEventLog('in memory, for tests', () => {
  const logs = new Map<string, MemoryLog>();
  const of = (businessId: string) => logs.get(businessId) ?? new MemoryLog('nothing');
  return {
    log: {
      state: (businessId) => of(businessId).state(businessId),
      read: (businessId, after, limit) => of(businessId).read(businessId, after, limit),
      heads: async (businessIds) =>
        new Map(
          (await Promise.all([...logs.values()].map((log) => log.heads(businessIds)))).flatMap((heads) => [...heads]),
        ),
    },
    create: async () => {
      const businessId = `b${logs.size + 1}`;
      logs.set(businessId, new MemoryLog(businessId));
      return { businessId, epoch: 'e1' };
    },
    append: async (businessId) => of(businessId).append()[0]?.seq ?? 0,
    prune: async (businessId, floor) => of(businessId).prune(floor),
    replace: async (businessId, epoch) => {
      of(businessId).epoch = epoch;
    },
  };
});
