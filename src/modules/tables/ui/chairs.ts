import type { Plan } from '../wire';

interface Chair {
  /** Its middle, from the top left corner of the table before its turn. */
  readonly x: number;
  readonly y: number;
}

/** How far the middle of a chair is from the edge of its table, in units of 10 cm. */
const AWAY = 1.6;
/** More chairs than these are not drawn one by one. */
const MOST_CHAIRS = 24;

/** Where the chairs of a table stand around it. */
export function chairsOf({ shape, width, height }: Plan, seats: number): Chair[] {
  const count = Math.min(seats, MOST_CHAIRS);
  return shape === 'ROUND' ? aroundEllipse(width, height, count) : alongSides(width, height, count);
}

function aroundEllipse(width: number, height: number, count: number): Chair[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI - Math.PI / 2;
    return {
      x: width / 2 + (width / 2 + AWAY) * Math.cos(angle),
      y: height / 2 + (height / 2 + AWAY) * Math.sin(angle),
    };
  });
}

/** Each chair goes to the side that has the most room for another one: two face each other before anybody sits at a head. */
function alongSides(width: number, height: number, count: number): Chair[] {
  const lengths = [width, width, height, height];
  const taken = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const room = lengths.map((length, side) => length / ((taken[side] ?? 0) + 1));
    const side = room.indexOf(Math.max(...room));
    taken[side] = (taken[side] ?? 0) + 1;
  }
  const placeOf = (side: number, i: number) => ((i + 0.5) / (taken[side] ?? 1)) * (lengths[side] ?? 0);
  return taken.flatMap((seats, side) =>
    Array.from({ length: seats }, (_, i) => {
      const along = placeOf(side, i);
      if (side === 0) return { x: along, y: -AWAY };
      if (side === 1) return { x: along, y: height + AWAY };
      return { x: side === 2 ? -AWAY : width + AWAY, y: along };
    }),
  );
}
