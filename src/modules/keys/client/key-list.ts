import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent } from '@/realtime/protocol/events';
import type { ApiKey } from '../answers';
import { keysApi } from './keys-api';

export interface KeySnapshot extends LiveList {
  readonly keys: readonly ApiKey[];
  /** A key was made, or whoever made one may do something else now: the list must be read again. */
  readonly isIncomplete: boolean;
}

/** Events hold nothing but an id, so a list follows by itself only what is removed. */
export const KEY_RULES: ListRules<KeySnapshot> = {
  name: 'keys',
  apply(list, event) {
    if (event.type !== 'row-changed') return list;
    const { noun, id, row } = event as RowChangedEvent;
    if (noun === 'member' || noun === 'role') return { ...list, isIncomplete: true };
    if (noun !== 'key') return list;
    return row ? { ...list, isIncomplete: true } : { ...list, keys: list.keys.filter((key) => key.id !== id) };
  },
  show: (list) => list,
  isSame: () => true,
};

/** The keys of a venue. */
export const KEYS = defineCollection<null, KeySnapshot>({
  ...KEY_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { keys, cursor } = await keysApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the list came without a cursor');
    return { keys, isIncomplete: false, cursor: position };
  },
});
