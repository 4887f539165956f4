import type { Plan } from '@/modules/tables/wire';

/** Tables stand on multiples of half a metre. All lengths are in units of 10 cm. */
export const GRID = 5;
/** How far R turns a table, in degrees. */
export const TURN = 15;
const FARTHEST = 990;
const SIZES = { least: 4, most: 100 };
/** Around tables that are placed by themselves, for chairs and people. */
const SPACE = 10;
/** The least of a room that is shown: 12 m by 7 m. */
const ROOM = { width: 120, height: 70 };

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
const snap = (value: number) => Math.round(value / GRID) * GRID;

/** The table with its corner at a place, on the nearest point of the grid. */
export function movedTo(plan: Plan, x: number, y: number): Plan {
  return { ...plan, x: clamp(snap(x), 0, FARTHEST), y: clamp(snap(y), 0, FARTHEST) };
}

/** One step of the grid in a direction; a table off the grid comes onto it. */
export function movedBy(plan: Plan, columns: number, rows: number): Plan {
  return movedTo(plan, plan.x + columns * GRID, plan.y + rows * GRID);
}

export function turnedBy(plan: Plan, degrees: number): Plan {
  return { ...plan, turn: (((plan.turn + degrees) % 360) + 360) % 360 };
}

/** Another size, with the corner that is its top left before the turn left where it is seen. */
export function resizedTo(plan: Plan, width: number, height: number): Plan {
  const [w, h] = [width, height].map((length) => clamp(Math.round(length), SIZES.least, SIZES.most)) as [
    number,
    number,
  ];
  const { x: dx, y: dy } = rotated((w - plan.width) / 2, (h - plan.height) / 2, plan.turn);
  const x = plan.x + plan.width / 2 + dx - w / 2;
  const y = plan.y + plan.height / 2 + dy - h / 2;
  return {
    ...{ ...plan, width: w, height: h },
    ...{ x: clamp(Math.round(x), 0, FARTHEST), y: clamp(Math.round(y), 0, FARTHEST) },
  };
}

/** A vector after a turn in degrees. */
export function rotated(x: number, y: number, degrees: number): { x: number; y: number } {
  const angle = (degrees * Math.PI) / 180;
  return { x: x * Math.cos(angle) - y * Math.sin(angle), y: x * Math.sin(angle) + y * Math.cos(angle) };
}

/** Half of the room that a turned table takes, in each direction. */
function reachOf({ width, height, turn }: Plan): { x: number; y: number } {
  const angle = (turn * Math.PI) / 180;
  const [sin, cos] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
  return { x: (width * cos + height * sin) / 2, y: (width * sin + height * cos) / 2 };
}

/** How much of a zone is shown: all of its tables, and a room's worth at least. */
export function roomOf(plans: readonly Plan[]): { width: number; height: number } {
  const ends = plans.map((plan) => {
    const reach = reachOf(plan);
    return { x: plan.x + plan.width / 2 + reach.x, y: plan.y + plan.height / 2 + reach.y };
  });
  const far = (least: number, values: readonly number[]) => snap(Math.max(least, ...values.map((end) => end + SPACE)));
  return {
    width: far(
      ROOM.width,
      ends.map(({ x }) => x),
    ),
    height: far(
      ROOM.height,
      ends.map(({ y }) => y),
    ),
  };
}

/** A new place for a table that has none, by how many it seats: the first that is free, row by row. */
export function placeFor(seats: number, others: readonly Plan[]): Plan {
  const size = sizeFor(seats);
  const { width } = roomOf(others);
  for (let y = GRID; y < FARTHEST; y += GRID) {
    for (let x = GRID; x + size.width + GRID <= width; x += GRID) {
      const plan: Plan = { shape: 'RECT', turn: 0, x, y, ...size };
      if (!others.some((other) => isNear(plan, other))) return plan;
    }
  }
  return { shape: 'RECT', turn: 0, x: GRID, y: GRID, ...size };
}

/** Where a table beside another one of its kind stands. */
export function placeBeside(plan: Plan, others: readonly Plan[]): Plan {
  for (let x = plan.x + GRID; x < FARTHEST; x += GRID) {
    const beside = movedTo(plan, x, plan.y);
    if (!others.some((other) => isNear(beside, other))) return beside;
  }
  return movedBy(plan, 1, 1);
}

function sizeFor(seats: number): { width: number; height: number } {
  if (seats <= 4) return { width: 8, height: 8 };
  return { width: Math.min(SIZES.most, 2 + Math.ceil((seats - 2) / 2) * 6), height: 8 };
}

function isNear(one: Plan, other: Plan): boolean {
  const [a, b] = [reachOf(one), reachOf(other)];
  const dx = Math.abs(one.x + one.width / 2 - other.x - other.width / 2);
  const dy = Math.abs(one.y + one.height / 2 - other.y - other.height / 2);
  return dx < a.x + b.x + SPACE / 2 && dy < a.y + b.y + SPACE / 2;
}
