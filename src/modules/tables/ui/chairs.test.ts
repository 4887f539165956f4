import { describe, expect, it } from 'vitest';
import { chairsOf } from './chairs';

const AT = { x: 0, y: 0, turn: 0 };
const rect = (width: number, height: number) => ({ ...AT, shape: 'RECT' as const, width, height });

describe('the chairs of a table', () => {
  it('face each other before anybody sits at a head', () => {
    expect(chairsOf(rect(8, 8), 2).map(({ y }) => Math.sign(y))).toEqual([-1, 1]);
    const sides = chairsOf(rect(16, 8), 6).map(({ x, y }) => [x < 0 || x > 16, y < 0 || y > 8]);
    expect(sides.filter(([, isAlong]) => isAlong)).toHaveLength(4);
    expect(sides.filter(([isHead]) => isHead)).toHaveLength(2);
  });

  it('stand outside of the table, none on another', () => {
    for (const seats of [1, 2, 3, 5, 8, 12]) {
      for (const shape of ['RECT', 'ROUND'] as const) {
        const chairs = chairsOf({ ...rect(16, 10), shape }, seats);
        expect(chairs).toHaveLength(seats);
        expect(new Set(chairs.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`)).size).toBe(seats);
        for (const { x, y } of chairs) {
          const isOutside =
            shape === 'RECT' ? x < 0 || x > 16 || y < 0 || y > 10 : ((x - 8) / 8) ** 2 + ((y - 5) / 5) ** 2 > 1;
          expect(isOutside).toBe(true);
        }
      }
    }
  });
});
