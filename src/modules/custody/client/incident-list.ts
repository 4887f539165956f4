import { defineCollection } from '@/platform/browser/live/collection';
import { type RowAnswer, type RowList, rowListRules } from '@/realtime/client/row-list';
import { parseCursor } from '@/realtime/protocol/cursor';
import { Incident } from '../wire';
import { incidentsApi } from './incidents-api';

/** The newest first. */
export function compareIncidents(a: Incident, b: Incident): number {
  if (a.openedAt !== b.openedAt) return a.openedAt > b.openedAt ? -1 : 1;
  return a.id > b.id ? -1 : 1;
}

/** The open incidents of a venue, and those that were decided since they were read. */
export const INCIDENTS = defineCollection<null, RowList<Incident>, RowAnswer<Incident>>({
  ...rowListRules({ noun: 'incident', parse: (row) => Incident.parse(row), compare: compareIncidents }),
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { incidents, cursor } = await incidentsApi.list(businessId, undefined, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the incidents came without a cursor');
    return { rows: [...incidents].sort(compareIncidents), cursor: position };
  },
});
