import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent } from '@/realtime/protocol/events';
import type { Role } from '../answers';
import { rolesApi } from './roles-api';

export interface RoleSnapshot extends LiveList {
  readonly roles: readonly Role[];
  /** A role changed, or who has one: the list must be read again. */
  readonly isIncomplete: boolean;
}

/** Events hold nothing but an id, so a list follows by itself only what is removed. */
export const ROLE_RULES: ListRules<RoleSnapshot> = {
  name: 'roles',
  apply(list, event) {
    if (event.type !== 'row-changed') return list;
    const { noun, id, row } = event as RowChangedEvent;
    if (noun === 'member' || noun === 'invitation') return { ...list, isIncomplete: true };
    if (noun !== 'role') return list;
    return row ? { ...list, isIncomplete: true } : { ...list, roles: list.roles.filter((role) => role.id !== id) };
  },
  show: (list) => list,
  isSame: () => true,
};

/** A venue's own roles. */
export const OWN_ROLES = defineCollection<null, RoleSnapshot>({
  ...ROLE_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { roles, cursor } = await rolesApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the list came without a cursor');
    return { roles, isIncomplete: false, cursor: position };
  },
});
