import { requestJson } from '@/platform/browser/http';
import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import { TrailPage } from '../answers';
import type { TrailFilter } from '../schema';

/** The head of the trail: its newest page. */
export interface TrailHead extends LiveList, Pick<TrailPage, 'entries' | 'next' | 'people'> {
  /** Something has happened since, of which an event does not tell what the trail says: the head must be read again. */
  readonly isIncomplete: boolean;
}

/** Throws ApiError. */
export function readTrailPage(
  businessId: string,
  filter: TrailFilter,
  after: string | undefined,
  signal?: AbortSignal,
): Promise<TrailPage> {
  return requestJson('/api/rastro', { answer: TrailPage, query: { businessId, ...filter, after }, signal });
}

/** Every change that the trail tells has an event, and none of them holds the entry. */
export const TRAIL_RULES: ListRules<TrailHead> = {
  name: 'trail',
  apply: (list, event) => (event.type === 'skip' || list.isIncomplete ? list : { ...list, isIncomplete: true }),
  show: (list) => list,
  isSame: () => true,
};

/** The newest entries of the trail that a filter lets through. */
export const TRAIL = defineCollection<TrailFilter, TrailHead>({
  ...TRAIL_RULES,
  key: ({ person, kind, row, from, to }) => [{ person, kind, row, from, to }],
  async fetch(businessId, filter, { signal }) {
    const { cursor, ...page } = await readTrailPage(businessId, filter, undefined, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the trail came without a cursor');
    return { ...page, isIncomplete: false, cursor: position };
  },
});
