import { expect, test } from 'vitest';
import { applyEvent } from '@/realtime/client/list-rules';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { MEMBER_RULES, type MemberSnapshot } from './member-list';

const NEW = { secondFactor: false, lastSeenAt: null };
const ROSA = { userId: 'rosa', name: 'Rosa', email: 'rosa@local.test', role: 'OWNER' as const, ...NEW };
const LUIS = { userId: 'luis', name: 'Luis', email: 'luis@local.test', role: 'HOST' as const, ...NEW };
const OPEN = { id: 'one', role: 'DOOR' as const, email: null, expiresAt: '2026-12-01T00:00:00.000Z' };
const LIST: MemberSnapshot = {
  ...{ members: [LUIS, ROSA], invitations: [OPEN], isIncomplete: false },
  cursor: { epoch: 'a', seq: 4 },
};

const changed = (noun: string, id: string, isThere: boolean): SequencedEvent =>
  Object.assign(
    { type: 'row-changed', businessId: 'b', timestamp: '', seq: 5 },
    { noun, id, row: isThere ? { id, version: 5 } : null },
  );
const after = (event: SequencedEvent) => applyEvent(MEMBER_RULES, LIST, event);

test('whoever was removed is gone, and so is an invitation that ended', () => {
  expect(after(changed('member', 'luis', false)).members).toEqual([ROSA]);
  expect(after(changed('invitation', 'one', false)).invitations).toEqual([]);
});

test('a person who joined or has another role, or an invitation that was made, needs the list to be read again', () => {
  expect(after(changed('member', 'luis', true)).isIncomplete).toBe(true);
  expect(after(changed('member', 'eva', true)).isIncomplete).toBe(true);
  expect(after(changed('invitation', 'two', true)).isIncomplete).toBe(true);
});

test('a role that has another name needs the list to be read again', () => {
  expect(after(changed('role', 'sala', true)).isIncomplete).toBe(true);
});

test('events about other things change nothing', () => {
  const { members, invitations, isIncomplete } = after(changed('notice', 'luis', true));
  expect({ members, invitations, isIncomplete }).toEqual({
    members: [LUIS, ROSA],
    invitations: [OPEN],
    isIncomplete: false,
  });
});
