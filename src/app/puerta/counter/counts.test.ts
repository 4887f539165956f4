import { expect, test } from 'vitest';
import { ApiError } from '@/platform/browser/http';
import { blockedOf, type CounterEntry, reduceCounts, refusalOf, unsentOf } from './counts';

const entryOf = (nonce: string, changes: Partial<CounterEntry> = {}): CounterEntry => ({
  ...{ nonce, intent: { target: { category: null }, flow: 'IN', delta: 1 }, gateId: null, occurredAt: '' },
  ...{ state: 'sending', undo: 'possible', reservationId: null, inside: null },
  ...changes,
});
const leaving = (delta: number) => ({ target: { category: null }, flow: 'OUT' as const, delta });

test('a count that is not decided is never forgotten, however many follow', () => {
  const first = reduceCounts([], { type: 'add', entry: entryOf('first') });
  const many = Array.from({ length: 60 }, (_, n) => entryOf(`n${n}`, { state: 'counted' }));
  const after = many.reduce((counts, entry) => reduceCounts(counts, { type: 'add', entry }), first);
  expect(after).toHaveLength(41);
  expect(after.at(-1)?.nonce).toBe('first');
  expect(after[0]?.nonce).toBe('n59');
});

test('a count waits only while no server has decided', () => {
  const counted = reduceCounts([entryOf('a')], { type: 'counted', nonce: 'a', inside: 4, reservationId: null });
  expect(counted[0]).toMatchObject({ state: 'counted', inside: 4 });
  expect(reduceCounts(counted, { type: 'wait', nonce: 'a' })[0]?.state).toBe('counted');
});

test('people who came in and left without an answer are added to the figure, others are not', () => {
  const counts = [
    entryOf('a', { intent: { target: { category: 'Lista' }, flow: 'IN', delta: 5 } }),
    entryOf('b', { intent: leaving(2), state: 'waiting' }),
    entryOf('c', { intent: leaving(9), state: 'counted' }),
    entryOf('d', { intent: leaving(9), state: 'refused' }),
  ];
  expect(unsentOf(counts)).toBe(3);
});

test('a full venue stands in the way until somebody has read it', () => {
  const problem = { inside: 80, capacity: 80, needs: 'manager' };
  const refusal = refusalOf(new ApiError('VENUE_FULL', 409, problem));
  const counts = reduceCounts([entryOf('a'), entryOf('b')], { type: 'refused', nonce: 'a', refusal });
  expect(blockedOf(counts)).toMatchObject({ nonce: 'a', refusal: { inside: 80, capacity: 80 } });
  expect(blockedOf(reduceCounts(counts, { type: 'acknowledge', nonce: 'a' }))).toBeNull();
  const other = refusalOf(new ApiError('FORBIDDEN', 403));
  expect(blockedOf(reduceCounts([entryOf('b')], { type: 'refused', nonce: 'b', refusal: other }))).toBeNull();
});
