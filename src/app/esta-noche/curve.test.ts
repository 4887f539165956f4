import { expect, it } from 'vitest';
import { CURVE_RULES, type CurveSnapshot } from '@/modules/attendance/client/curve-list';
import type { LogEvent } from '@/modules/reservations/wire';
import type { SequencedEvent } from '@/realtime/protocol/events';
import { curveOf } from './curve';

const START = '2026-11-21T09:00:00.000Z';
const END = '2026-11-22T09:00:00.000Z';
const at = (time: string) => `2026-11-22T${time}:00.000Z`;

function curve(points: CurveSnapshot['points']): CurveSnapshot {
  const cursor = { epoch: 'e', seq: 1 };
  return { day: '2026-11-21', start: START, end: END, points, isProvisional: false, cursor };
}

const scanned = (timestamp: string, increment: number, businessDay = '2026-11-21') =>
  ({ type: 'qr-scanned', businessId: 'b', seq: 2, timestamp, businessDay, increment }) as unknown as SequencedEvent;
const moved = (timestamp: string, flow: 'IN' | 'OUT', delta: number) =>
  ({
    ...{ type: 'row-changed', noun: 'occupancy', businessId: 'b', seq: 2, timestamp, id: 'e' },
    row: {
      ...{ id: 'e', businessDay: '2026-11-21', flow, kind: 'EXIT', delta, gateId: null, category: null },
      ...{ booked: false, version: 2 },
    },
  }) satisfies Partial<LogEvent> as unknown as SequencedEvent;

it('a night has a figure for every quarter of an hour up to now, and never fewer than nobody', () => {
  const list = curve([
    { at: at('01:00'), admitted: 3, balance: 5, most: 6 },
    { at: at('01:45'), admitted: 3, balance: -1, most: 5 },
  ]);
  const drawn = curveOf(list, Date.parse(at('02:20')));
  expect(drawn?.steps.map(({ at: step, inside }) => [new Date(step).toISOString().slice(11, 16), inside])).toEqual([
    ['01:00', 5],
    ['01:15', 5],
    ['01:30', 5],
    ['01:45', 0],
    ['02:00', 0],
    ['02:15', 0],
  ]);
  expect(drawn?.peak).toEqual({ at: Date.parse(at('01:00')), people: 6 });
  expect(curveOf(curve([]), Date.parse(at('02:00')))).toBeNull();
  // A clock that is behind hides nothing, and one that is ahead adds nothing after the night.
  expect(curveOf(list, 0)?.steps.at(-1)?.at).toBe(Date.parse(at('01:45')));
  expect(curveOf(list, Date.parse('2026-11-23T00:00:00Z'))?.steps.at(-1)?.at).toBe(Date.parse('2026-11-22T08:45:00Z'));
});

it('what the log tells is added to the quarter of an hour in which it is told, until the server is asked again', () => {
  let list = CURVE_RULES.apply(curve([]), scanned(at('01:07'), 4));
  list = CURVE_RULES.apply(list, moved(at('01:10'), 'OUT', 3));
  list = CURVE_RULES.apply(list, moved(at('01:31'), 'IN', 1));
  expect(list).toMatchObject({
    isProvisional: true,
    points: [
      { at: at('01:00'), admitted: 4, balance: 1, most: 4 },
      { at: at('01:30'), admitted: 4, balance: 2, most: 2 },
    ],
  });
  // The server's clock went back: nothing is put before what is known.
  expect(CURVE_RULES.apply(list, scanned(at('01:29'), 1)).points).toMatchObject([{}, { balance: 3, admitted: 5 }]);
  expect(CURVE_RULES.apply(list, scanned(at('01:40'), 9, '2026-11-22'))).toBe(list);
});
