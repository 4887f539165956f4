import { expect, test } from 'vitest';
import { DAYS as DAY_LISTS } from '@/modules/reservations/client/day-collection';
import { DAYS, EPOCH, ModelDatabase } from '@/realtime/client/convergence.model';
import { EventTail } from '@/realtime/client/event-tail';
import { shareList } from './list-cache';

function lateAnswer() {
  const database = new ModelDatabase();
  database.run({ kind: 'create', pick: 0, value: 0 });
  database.run({ kind: 'create', pick: 0, value: 0 });
  const late = database.snapshot(DAYS[0]);
  const tail = new EventTail();
  tail.start(late.cursor);
  database.run({ kind: 'scan', pick: 0, value: 0 });
  return { database, tail, late, current: database.snapshot(DAYS[0]) };
}

test('an answer that reaches the cache after newer events is caught up with them', () => {
  const { database, tail, late, current } = lateAnswer();
  for (const event of database.log.slice(-1)) tail.push(event, EPOCH);
  expect(shareList(DAY_LISTS, tail)(undefined, late)).toEqual(current);
});

test('without the events in between, what the cache holds stays', () => {
  const { tail, late, current } = lateAnswer();
  expect(shareList(DAY_LISTS, tail)(current, late)).toEqual(current);
});

test('rows that an answer brings unchanged keep their identity', () => {
  const { tail, late, current } = lateAnswer();
  const next = shareList(DAY_LISTS, tail)(late, current);
  expect(next.reservations[0]).not.toBe(late.reservations[0]);
  expect(next.reservations[1]).toBe(late.reservations[1]);
});

test('an answer of another log replaces everything', () => {
  const { tail, late, current } = lateAnswer();
  const restored = { ...late, cursor: { epoch: 'restored', seq: 1 } };
  expect(shareList(DAY_LISTS, tail)(current, restored)).toEqual(restored);
});
