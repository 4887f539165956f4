import { expect, test } from 'vitest';
import { DAYS, EPOCH, ModelDatabase } from '@/realtime/client/convergence.model';
import { CursorTracker } from '@/realtime/client/cursor';
import * as rules from '@/realtime/client/list-rules';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { DAY_RULES, type DaySnapshot, type WriteAnswer } from './day-list';

const applyEvent = (list: DaySnapshot, event: SequencedEvent) => rules.applyEvent(DAY_RULES, list, event);
const applyAnswer = (list: DaySnapshot, answer: WriteAnswer) => rules.applyAnswer(DAY_RULES, list, answer);

function venueWith(count: number): { database: ModelDatabase; list: DaySnapshot } {
  const database = new ModelDatabase();
  for (let i = 0; i < count; i += 1) database.run({ kind: 'create', pick: 0, value: 0 });
  return { database, list: database.snapshot(DAYS[0]) };
}

function lastEvent(database: ModelDatabase) {
  const event = database.log.at(-1);
  if (!event) throw new Error('no event');
  return event;
}

test('an event changes its row and leaves the others as they are', () => {
  const { database, list } = venueWith(3);
  database.run({ kind: 'scan', pick: 1, value: 1 });
  const next = applyEvent(list, lastEvent(database));
  expect(next).toEqual(database.snapshot(DAYS[0]));
  expect(next.reservations[0]).toBe(list.reservations[0]);
  expect(next.reservations[2]).toBe(list.reservations[2]);
});

test('an event the list already holds returns the very same list', () => {
  const { database, list } = venueWith(2);
  expect(applyEvent(list, lastEvent(database))).toBe(list);
});

test('an older event does not undo a newer answer, not even by removing its row', () => {
  const { database, list } = venueWith(1);
  database.run({ kind: 'scan', pick: 0, value: 0 });
  const scanned = lastEvent(database);
  database.run({ kind: 'move', pick: 0, value: 0 });
  const left = lastEvent(database);
  const answer = database.run({ kind: 'move', pick: 0, value: 0 });
  if (!answer) throw new Error('no answer');
  const shown = applyAnswer(list, answer);
  for (const event of [scanned, left]) {
    const after = applyEvent(shown, event);
    expect(after.reservations).toEqual([answer.reservation]);
    expect(after.cursor.seq).toBe(event.seq);
  }
});

test('an answer that the list is past does not bring a deleted row back', () => {
  const { database } = venueWith(0);
  const created = database.run({ kind: 'create', pick: 0, value: 0 });
  database.run({ kind: 'delete', pick: 0, value: 0 });
  if (!created) throw new Error('no answer');
  const list = database.snapshot(DAYS[0]);
  expect(applyAnswer(list, created)).toBe(list);
});

test('a skipped event moves the position only', () => {
  const { list } = venueWith(1);
  const next = applyEvent(list, { type: 'skip', businessId: 'b1', timestamp: '', seq: 2 });
  expect(next.cursor).toEqual({ epoch: EPOCH, seq: 2 });
  expect(next.reservations).toBe(list.reservations);
});

test('the tracker tells the next event from a repeated one, a hole and another log', () => {
  const tracker = new CursorTracker({ epoch: EPOCH, seq: 5 });
  expect(tracker.feed({ seq: 5 }, EPOCH)).toBe('duplicate');
  expect(tracker.feed({ seq: 7 }, EPOCH)).toBe('gap');
  expect(tracker.feed({ seq: 6 }, 'e2')).toBe('other-epoch');
  expect(tracker.cursor?.seq).toBe(5);
  expect(tracker.feed({ seq: 6 }, null)).toBe('apply');
  expect(tracker.isBehind(6)).toBe(false);
  expect(tracker.isBehind(7)).toBe(true);
});
