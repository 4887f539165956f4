import { defineCollection } from '@/platform/browser/live/collection';
import type { ListRules, LiveList } from '@/realtime/client/list-rules';
import { parseCursor } from '@/realtime/protocol/cursor';
import type { RowChangedEvent, SequencedEvent } from '@/realtime/protocol/events';
import type { Invitation, Member } from '../answers';
import { membersApi } from './members-api';

export interface MemberSnapshot extends LiveList {
  readonly members: readonly Member[];
  readonly invitations: readonly Invitation[];
  /** Something was added or changed, of which an event tells nothing else: the list must be read again. */
  readonly isIncomplete: boolean;
}

/** Events hold nothing but an id, so a list follows by itself only what is removed. */
export const MEMBER_RULES: ListRules<MemberSnapshot> = {
  name: 'members',
  apply(list, event) {
    const changed = rowChanged(event);
    if (!changed) return list;
    const { noun, id, row } = changed;
    // Those who have the role are listed with its name.
    if (noun === 'role') return { ...list, isIncomplete: true };
    // Whoever joins has used an invitation, which is no longer open.
    if (row) return { ...list, isIncomplete: true };
    return noun === 'invitation'
      ? { ...list, invitations: list.invitations.filter((each) => each.id !== id) }
      : { ...list, members: list.members.filter(({ userId }) => userId !== id) };
  },
  show: (list) => list,
  isSame: () => true,
};

function rowChanged(event: SequencedEvent): RowChangedEvent | null {
  if (event.type !== 'row-changed') return null;
  const changed = event as RowChangedEvent;
  return ['member', 'invitation', 'role'].includes(changed.noun) ? changed : null;
}

/** Who works for a venue, and who is invited. */
export const MEMBERS = defineCollection<null, MemberSnapshot>({
  ...MEMBER_RULES,
  key: () => [],
  async fetch(businessId, _, { signal }) {
    const { members, invitations, cursor } = await membersApi.list(businessId, signal);
    const position = parseCursor(cursor);
    if (!position) throw new Error('the list came without a cursor');
    return { members, invitations, isIncomplete: false, cursor: position };
  },
});
