import { expect, test } from 'vitest';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { ROLE_RULES, type RoleSnapshot } from './role-list';

const role = (id: string) => ({
  ...{ id, name: id, permissions: [], base: 'DOOR' as const, members: 0, invitations: 0 },
  ...{ version: 1, createdAt: '2026-11-21T20:00:00.000Z' },
});
const LIST: RoleSnapshot = { roles: [role('a'), role('b')], isIncomplete: false, cursor: { epoch: 'e', seq: 1 } };
const changed = (noun: string, id: string, row: object | null) =>
  ({ type: 'row-changed', noun, id, row, seq: 2 }) as unknown as SequencedEvent;

test('a role that was deleted leaves the list by itself', () => {
  expect(ROLE_RULES.apply(LIST, changed('role', 'a', null))).toEqual({ ...LIST, roles: [role('b')] });
});

test('a role that changed, and whoever may have one now, ask for a new read', () => {
  for (const event of [
    changed('role', 'a', { id: 'a' }),
    changed('member', 'u', null),
    changed('invitation', 'i', null),
  ])
    expect(ROLE_RULES.apply(LIST, event).isIncomplete).toBe(true);
});

test('nothing else changes it', () => {
  expect(ROLE_RULES.apply(LIST, changed('key', 'a', null))).toBe(LIST);
  expect(ROLE_RULES.apply(LIST, { type: 'skip', seq: 2 } as unknown as SequencedEvent)).toBe(LIST);
});
