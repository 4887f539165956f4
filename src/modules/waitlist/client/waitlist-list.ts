import { defineCollection } from '@/platform/browser/live/collection';
import { type RowAnswer, type RowList, rowListRules } from '@/realtime/client/row-list';
import { parseCursor } from '@/realtime/protocol/cursor';
import { byTurn } from '../rules';
import { WaitlistEntry } from '../wire';
import { waitlistApi } from './waitlist-api';

type WaitRows = RowList<WaitlistEntry>;

/** Night by night; of a night, whose turn comes first. */
function compare(a: WaitlistEntry, b: WaitlistEntry): number {
  if (a.businessDay !== b.businessDay) return a.businessDay < b.businessDay ? -1 : 1;
  return byTurn(a, b);
}

/** Who waits for tonight and for later nights. */
export const WAITLIST = defineCollection<null, WaitRows, RowAnswer<WaitlistEntry>>({
  ...rowListRules({ noun: 'waitlist-entry', parse: (row) => WaitlistEntry.parse(row), compare }),
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { entries, cursor } = await waitlistApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the waiting list came without a cursor');
    return { rows: [...entries].sort(compare), cursor: position };
  },
});
