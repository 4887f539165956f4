import { requestJson } from '@/platform/browser/http';
import { defineCollection } from '@/platform/browser/live/collection';
import { type RowAnswer, type RowList, rowListRules } from '@/realtime/client/row-list';
import { parseCursor } from '@/realtime/protocol/cursor';
import { Notice, NoticeList } from '../wire';

export const NOTICES = defineCollection<null, RowList<Notice>, RowAnswer<Notice>>({
  ...rowListRules({
    noun: 'notice',
    parse: (row) => Notice.parse(row),
    compare: (a, b) => (a.text < b.text ? -1 : 1),
  }),
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { notices, cursor } = await requestJson('/api/notices', {
      answer: NoticeList,
      query: { businessId },
      signal,
    });
    const position = parseCursor(cursor);
    if (!position) throw new Error('the list came without a cursor');
    return { rows: notices.toSorted((a, b) => (a.text < b.text ? -1 : 1)), cursor: position };
  },
});
