import { expect, test } from 'vitest';
import type { Reservation } from '@/modules/reservations/wire';
import { linesOf, type Piece, piecesOf, withNeighbours } from './list-pieces';
import type { HourGroup } from './list-view';

const group = (key: string, ...ids: string[]): HourGroup => ({
  key,
  hour: '21:00',
  reservations: ids.map((id) => ({ id }) as Reservation),
  parties: ids.length,
  guests: 0,
  arrived: 0,
});
const GROUPS = [group('0-21:00', 'a', 'b', 'c'), group('1-22:00', 'd', 'e')] as const;
/** Every line is as high as its number and ten. */
const EXTENTS = [0, 10, 21, 33, 46, 60, 75].map((start, line) => ({ start, end: start + 10 + line }));
const brief = (pieces: readonly Piece[]) =>
  pieces.map((piece) => (piece.kind === 'gap' ? piece.height : `${piece.row.id}${piece.place}@${piece.line}`));

test('an hour is one line for its heading and one a row', () => {
  expect(linesOf(GROUPS)).toEqual({
    keys: ['hora 0-21:00', 'a', 'b', 'c', 'hora 1-22:00', 'd', 'e'],
    headings: [0, 4],
  });
});

test('a list that is whole has no gap', () => {
  expect(brief(piecesOf(GROUPS[1], 4, null, []))).toEqual(['d1@5', 'e2@6']);
});

test.each([
  { shown: [2], pieces: [11, 'b2@2', 13] },
  { shown: [0, 1, 2, 3, 4], pieces: ['a1@1', 'b2@2', 'c3@3'] },
  { shown: [1, 3, 6], pieces: ['a1@1', 12, 'c3@3'] },
  { shown: [5, 6], pieces: [36] },
  { shown: [], pieces: [36] },
])('of the lines $shown the first hour has $pieces', ({ shown, pieces }) => {
  expect(brief(piecesOf(GROUPS[0], 0, shown, EXTENTS))).toEqual(pieces);
});

test.each([
  { pinned: -1, lines: [4, 5] },
  { pinned: 0, lines: [0, 1, 4, 5] },
  { pinned: 4, lines: [3, 4, 5] },
  { pinned: 6, lines: [4, 5, 6] },
])('with the line $pinned pinned: $lines', ({ pinned, lines }) => {
  expect(withNeighbours([4, 5], pinned, 7)).toEqual(lines);
});
