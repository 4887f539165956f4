import type { LogEvent } from '@/modules/reservations/wire';
import { requestJson } from '@/platform/browser/http';
import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import { type CurvePoint, OccupancyCurve } from '../curve-answers';
import { CURVE_STEP_MS } from '../rules';
import { countedIn } from './occupancy-list';

/** How one night filled, by the ledger. */
export interface CurveSnapshot extends LiveList, Pick<OccupancyCurve, 'day' | 'start' | 'end' | 'points'> {
  /**
   * Entries were added when the log told them. They may belong to an earlier quarter of an hour, which the server alone
   * knows: it should be read again some time.
   */
  readonly isProvisional: boolean;
}

/** The log tells each entry once; it is added to the quarter of an hour in which it is told. */
export const CURVE_RULES: ListRules<CurveSnapshot> = {
  name: 'occupancy-curve',
  apply(list, told) {
    const event = told as LogEvent;
    const counted = countedIn(event, list.day);
    if (!counted || !('timestamp' in event)) return list;
    const { flow, delta, arrived } = counted;
    const points = add(list, Date.parse(event.timestamp), flow === 'OUT' ? -delta : delta, arrived);
    return { ...list, points, isProvisional: true };
  },
  show: (list) => list,
  isSame: (a, b) => a.day === b.day,
};

function add({ start, end, points }: CurveSnapshot, told: number, people: number, arrived: number): CurvePoint[] {
  const last = points.at(-1);
  const [from, to] = [Date.parse(start), Date.parse(end) - CURVE_STEP_MS];
  const own = Math.min(to, from + Math.floor(Math.max(0, told - from) / CURVE_STEP_MS) * CURVE_STEP_MS);
  const place = Math.max(own, last ? Date.parse(last.at) : from);
  const balance = (last?.balance ?? 0) + people;
  const isInLast = last !== undefined && Date.parse(last.at) === place;
  const point = {
    at: new Date(place).toISOString(),
    admitted: (last?.admitted ?? 0) + arrived,
    balance,
    most: isInLast ? Math.max(last.most, balance) : balance,
  };
  return [...(isInLast ? points.slice(0, -1) : points), point];
}

/** The curve of a venue's current night. */
export const CURVE = defineCollection<null, CurveSnapshot>({
  ...CURVE_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { day, start, end, points, cursor } = await requestJson('/api/ocupacion/curva', {
      ...{ answer: OccupancyCurve, query: { businessId }, signal },
    });
    const position = parseCursor(cursor);
    if (!position) throw new Error('the curve came without a cursor');
    return { day, start, end, points, isProvisional: false, cursor: position };
  },
});
