import { defineCollection } from '@/platform/browser/live/collection';
import { type RowAnswer, type RowList, rowListRules } from '@/realtime/client/row-list';
import { parseCursor } from '@/realtime/protocol/cursor';
import { Gate } from '../wire';
import { gatesApi } from './gates-api';

export type GateRows = RowList<Gate>;

const compare = (a: Gate, b: Gate) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);

/** The gates of a venue, those out of use too. */
export const GATES = defineCollection<null, GateRows, RowAnswer<Gate>>({
  ...rowListRules({ noun: 'gate', parse: (row) => Gate.parse(row), compare }),
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { gates, cursor } = await gatesApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the gates came without a cursor');
    return { rows: [...gates].sort(compare), cursor: position };
  },
});
