import type { Reservation } from '@/modules/reservations/wire';
import type { HourGroup } from './list-view';

/**
 * The lines of a long list: headings and rows in the order of the page, counted from 0. Each hour is the line of its
 * heading, followed by one line per row.
 */
export interface Lines {
  readonly keys: readonly string[];
  /** The heading line of each group. */
  readonly headings: readonly number[];
}

/** The position of a line, in pixels. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A part of an hour's list: a row, or the space of rows that are not in the page. */
export type Piece =
  | { readonly kind: 'row'; readonly row: Reservation; readonly line: number; readonly place: number }
  | { readonly kind: 'gap'; readonly line: number; readonly height: number };

export function linesOf(groups: readonly HourGroup[]): Lines {
  const keys: string[] = [];
  const headings: number[] = [];
  for (const group of groups) {
    headings.push(keys.length);
    keys.push(`hora ${group.key}`);
    for (const { id } of group.reservations) keys.push(id);
  }
  return { keys, headings };
}

/** The pieces of an hour of which only the lines `shown`, in ascending order, are in the page; null means all lines. */
export function piecesOf(
  { reservations }: HourGroup,
  heading: number,
  shown: readonly number[] | null,
  extents: readonly (Extent | undefined)[],
): readonly Piece[] {
  const first = heading + 1;
  const end = first + reservations.length;
  const all = reservations.map((row, index) => ({ kind: 'row', row, line: first + index, place: index + 1 }) as const);
  if (shown === null) return all;
  const pieces: Piece[] = [];
  let next = first;
  const leaveOutTo = (line: number) => {
    if (line === next) return;
    const height = (extents[line - 1]?.end ?? 0) - (extents[next]?.start ?? 0);
    pieces.push({ kind: 'gap', line: next, height });
  };
  for (const line of shown) {
    const piece = all[line - first];
    if (!piece) continue;
    leaveOutTo(line);
    pieces.push(piece);
    next = line + 1;
  }
  leaveOutTo(end);
  return pieces;
}

/** `lines` with `pinned` and its neighbours, limited to `count` lines, in ascending order. */
export function withNeighbours(lines: number[], pinned: number, count: number): number[] {
  if (pinned < 0) return lines;
  const kept = [pinned - 1, pinned, pinned + 1].filter((line) => line >= 0 && line < count);
  return [...new Set([...lines, ...kept])].sort((one, other) => one - other);
}
