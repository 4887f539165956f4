import type { LogEvent } from '@/modules/reservations/wire';
import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { Occupancy } from '../answers';
import { OccupancyRow } from '../wire';
import { attendanceApi } from './attendance-api';

/** Who is inside in one night, by the ledger. */
export interface OccupancySnapshot
  extends LiveList,
    Pick<Occupancy, 'day' | 'admitted' | 'walkIns' | 'capacity' | 'policy' | 'categories' | 'byGate'> {
  /** Those who came in less those who left: negative where more left than had been counted in. */
  readonly balance: number;
  /** The settings of the venue have changed, of which an event tells nothing else: it must be read again. */
  readonly isIncomplete: boolean;
}

interface Counted {
  readonly flow: string;
  readonly delta: number;
  readonly gateId: string | null;
}

/** Each entry of the ledger is told once, by `qr-scanned` or by `occupancy-changed`, and the sums add it. */
export const OCCUPANCY_RULES: ListRules<OccupancySnapshot> = {
  name: 'occupancy',
  apply(list, told) {
    const event = told as LogEvent;
    if (event.type === 'qr-scanned') {
      const { businessDay, increment, gateId = null } = event;
      if (businessDay !== list.day) return list;
      const admitted = list.admitted + increment;
      return { ...add(list, { flow: 'IN', delta: increment, gateId }), admitted };
    }
    if (event.type !== 'row-changed') return list;
    const { noun, row } = event;
    if (noun === 'venue') return { ...list, isIncomplete: true };
    if (noun !== 'occupancy') return list;
    const entry = OccupancyRow.parse(row);
    if (entry.businessDay !== list.day) return list;
    const walkIns = list.walkIns + (entry.flow === 'IN' && !entry.booked ? entry.delta : 0);
    return { ...add(list, entry), walkIns };
  },
  show: (list) => list,
  isSame: (a, b) => a.day === b.day,
};

function add(list: OccupancySnapshot, { flow, delta, gateId }: Counted): OccupancySnapshot {
  const isOut = flow === 'OUT';
  const before = list.byGate.find((gate) => gate.gateId === gateId) ?? { gateId, entered: 0, left: 0 };
  const after = isOut ? { ...before, left: before.left + delta } : { ...before, entered: before.entered + delta };
  const byGate = [...list.byGate.filter((gate) => gate !== before), after];
  return { ...list, balance: list.balance + (isOut ? -delta : delta), byGate };
}

/** The occupancy of a venue's current night. */
export const OCCUPANCY = defineCollection<null, OccupancySnapshot>({
  ...OCCUPANCY_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { inside, uncounted, cursor, ...read } = await attendanceApi.occupancy(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the occupancy came without a cursor');
    const { day, admitted, walkIns, capacity, policy, categories, byGate } = read;
    return {
      ...{ day, admitted, walkIns, capacity, policy, categories, byGate },
      ...{ balance: inside - uncounted, isIncomplete: false, cursor: position },
    };
  },
});
