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

/** What one event of the log says of who came in or left. */
interface Counted {
  readonly flow: string;
  /** Signed people, on the side that `flow` names. */
  readonly delta: number;
  readonly gateId: string | null;
  /** Of them: people of booked parties who arrived, and people without a reservation who came in. */
  readonly arrived: number;
  readonly walkIns: number;
}

/** The entry of a night's ledger that an event tells; null for any other event. Throws for a row that is none. */
export function countedIn(event: LogEvent, day: string): Counted | null {
  if (event.type === 'qr-scanned') {
    const { businessDay, increment, gateId = null } = event;
    return businessDay === day ? { flow: 'IN', delta: increment, gateId, arrived: increment, walkIns: 0 } : null;
  }
  if (event.type !== 'row-changed' || event.noun !== 'occupancy') return null;
  const { businessDay, flow, delta, gateId, booked } = OccupancyRow.parse(event.row);
  if (businessDay !== day) return null;
  return { flow, delta, gateId, arrived: 0, walkIns: flow === 'IN' && !booked ? delta : 0 };
}

/** Each entry of the ledger is told once, by `qr-scanned` or by `occupancy-changed`, and the sums add it. */
export const OCCUPANCY_RULES: ListRules<OccupancySnapshot> = {
  name: 'occupancy',
  apply(list, told) {
    const event = told as LogEvent;
    if (event.type === 'row-changed' && event.noun === 'venue') return { ...list, isIncomplete: true };
    const counted = countedIn(event, list.day);
    return counted ? add(list, counted) : list;
  },
  show: (list) => list,
  isSame: (a, b) => a.day === b.day,
};

function add(list: OccupancySnapshot, counted: Counted): OccupancySnapshot {
  const { flow, delta, gateId } = counted;
  const isOut = flow === 'OUT';
  const before = list.byGate.find((gate) => gate.gateId === gateId) ?? { gateId, entered: 0, left: 0 };
  const after = isOut ? { ...before, left: before.left + delta } : { ...before, entered: before.entered + delta };
  const byGate = [...list.byGate.filter((gate) => gate !== before), after];
  const [admitted, walkIns] = [list.admitted + counted.arrived, list.walkIns + counted.walkIns];
  return { ...list, admitted, walkIns, balance: list.balance + (isOut ? -delta : delta), byGate };
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
