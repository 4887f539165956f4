import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent } from '@/realtime/protocol/events';
import type { BookingPage } from '../answers';
import { pageApi } from './page-api';

interface PageSnapshot extends LiveList {
  readonly page: BookingPage;
  /** Something of the venue was changed, of which an event tells nothing else: it must be read again. */
  readonly isIncomplete: boolean;
}

const RULES: ListRules<PageSnapshot> = {
  name: 'booking-page',
  apply(list, event) {
    const isOfVenue = event.type === 'row-changed' && (event as RowChangedEvent).noun === 'venue';
    return isOfVenue ? { ...list, isIncomplete: true } : list;
  },
  show: (list) => list,
  isSame: () => true,
};

/** The page of a venue on which guests book. */
export const BOOKING_PAGE = defineCollection<null, PageSnapshot>({
  ...RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { cursor, ...page } = await pageApi.read(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the page came without a cursor');
    return { page, isIncomplete: false, cursor: position };
  },
});
