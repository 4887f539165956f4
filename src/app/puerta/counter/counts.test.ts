import { expect, test } from 'vitest';
import type { IntendedCount } from '@/modules/attendance/client/count';
import type { PendingCount } from '@/modules/attendance/client/count-queue';
import { countOf } from '@/modules/attendance/client/device.fixture';
import { ApiError } from '@/platform/browser/http';
import { blockedOf, type CounterEntry, reduceCounts, refusalOf, unsentOf } from './counts';

const entryOf = (nonce: string, changes: Partial<CounterEntry> = {}): CounterEntry => ({
  ...{ nonce, intent: { target: { category: null }, flow: 'IN', delta: 1 }, gateId: null, occurredAt: '' },
  ...{ state: 'sending', undo: 'possible', undoNonce: null, reservationId: null },
  ...changes,
});

const waitingOf = (nonce: string, changes: Partial<IntendedCount> = {}): PendingCount => ({
  count: countOf(nonce, { target: { category: null }, ...changes }),
  ...{ own: true, origin: 'before', tries: 1, waiting: true },
});

test('a count that is not decided is never forgotten, however many follow', () => {
  const first = reduceCounts([], { type: 'add', entry: entryOf('first') });
  const many = Array.from({ length: 60 }, (_, n) => entryOf(`n${n}`, { state: 'counted' }));
  const after = many.reduce((counts, entry) => reduceCounts(counts, { type: 'add', entry }), first);
  expect(after).toHaveLength(41);
  expect(after.at(-1)?.nonce).toBe('first');
  expect(after[0]?.nonce).toBe('n59');
});

test('a count waits only while no server has decided', () => {
  const pending = [waitingOf('a')];
  expect(reduceCounts([entryOf('a')], { type: 'pending', pending })[0]?.state).toBe('waiting');
  const counted = reduceCounts([entryOf('a')], { type: 'counted', nonce: 'a', reservationId: null });
  expect(reduceCounts(counted, { type: 'pending', pending })[0]?.state).toBe('counted');
});

test('what an earlier page has kept is listed with its undo, and what was discarded elsewhere is not', () => {
  const pending = [
    waitingOf('a'),
    waitingOf('b', { target: { undoOf: 'a' } }),
    waitingOf('p', { target: { qrCode: 'P' } }),
  ];
  const counts = reduceCounts([entryOf('gone'), entryOf('c', { state: 'counted' })], { type: 'pending', pending });
  expect(counts.map(({ nonce, undo }) => [nonce, undo])).toEqual([
    ['a', 'working'],
    ['c', 'possible'],
  ]);
  const back = reduceCounts(counts, { type: 'pending', pending: pending.slice(0, 1) });
  expect(back[0]).toMatchObject({ undo: 'possible', undoNonce: null });
});

test('people who came in and left without an answer are added to the figure, others are not', () => {
  const pending = [
    waitingOf('a', { target: { category: 'Lista' }, increment: 5 }),
    waitingOf('b', { flow: 'OUT', increment: 2 }),
    waitingOf('c', { target: { qrCode: 'P' }, increment: 4 }),
    // This page has not written it yet, so that it is not shown either.
    { ...waitingOf('d', { increment: 9 }), origin: 'here' as const },
  ];
  expect(unsentOf(pending, [], false)).toBe(7);
  expect(unsentOf(pending, [entryOf('d')], false)).toBe(16);
  // A live figure has the people of passes.
  expect(unsentOf(pending, [], true)).toBe(3);
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
