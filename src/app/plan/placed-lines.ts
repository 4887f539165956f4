import { type Laned, type Line, lanesOf } from './lines';
import type { Visit } from './turns';

/** Pixels of the names of tables at the left, of a quarter of an hour, of one party's height, of the name of a zone, and of the times above. */
export const LABEL = 92;
export const [PER_QUARTER, LANE, ZONE, HEAD] = [28, 48, 30, 32] as const;

/** A line where it lies in the time line, in pixels, with its parties below each other. */
export interface PlacedLine {
  readonly line: Line;
  readonly top: number;
  readonly height: number;
  readonly laned: readonly Laned[];
}

const NO_LANES: readonly Laned[] = [];
const NO_VISITS: readonly Visit[] = [];

/** The lines below each other, each as high as the parties need that have its table at the same time. */
export function placeLines(
  lines: readonly Line[],
  byTable: ReadonlyMap<string, readonly Visit[]>,
): readonly PlacedLine[] {
  let top = HEAD;
  return lines.map((line) => {
    const { laned, lanes } =
      line.kind === 'zone' ? { laned: NO_LANES, lanes: 0 } : lanesOf(byTable.get(line.table.id) ?? NO_VISITS);
    const height = line.kind === 'zone' ? ZONE : lanes * LANE + 4;
    const placed = { line, top, height, laned };
    top += height;
    return placed;
  });
}
