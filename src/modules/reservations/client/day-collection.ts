import { defineCollection } from '@/platform/browser/live/collection';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { ReservationList } from '../answers';
import { readDay } from './day-api';
import { DAY_RULES, type DaySnapshot, type WriteAnswer } from './day-list';

/**
 * The lists of reservations, one per business day. `day` undefined means the venue's current day, as the server
 * determines it.
 */
export const DAYS = defineCollection<{ readonly day: string | undefined }, DaySnapshot, WriteAnswer>({
  ...DAY_RULES,
  key: ({ day }) => [day ?? 'current'],
  async fetch(businessId, { day }, { signal, onLate }) {
    const takeLate = (list: Promise<ReservationList>) => list.then((late) => onLate(toSnapshot(late))).catch(() => {});
    return toSnapshot(await readDay(businessId, day, { signal, onLate: takeLate }));
  },
});

function toSnapshot({ day, reservations, cursor }: ReservationList): DaySnapshot {
  const position = parseCursor(cursor);
  if (!position) throw new Error('the list came without a cursor');
  return { day, reservations, cursor: position };
}
