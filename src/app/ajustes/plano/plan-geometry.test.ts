import { describe, expect, it } from 'vitest';
import type { Plan } from '@/modules/tables/wire';
import { GRID, movedBy, movedTo, placeBeside, placeFor, resizedTo, roomOf, rotated, turnedBy } from './plan-geometry';

const PLAN: Plan = { shape: 'RECT', x: 10, y: 20, width: 16, height: 8, turn: 0 };

describe('a table on the plan', () => {
  it('snaps to the grid, and never leaves the room at its top or left', () => {
    expect(movedTo(PLAN, 12.4, 22.6)).toMatchObject({ x: 10, y: 25 });
    expect(movedTo(PLAN, -40, -1)).toMatchObject({ x: 0, y: 0 });
    expect(movedBy({ ...PLAN, x: 12 }, 1, -1)).toMatchObject({ x: 15, y: 15 });
    expect(movedBy(movedBy(PLAN, 1, 0), -1, 0)).toEqual(PLAN);
  });

  it('turns all the way round', () => {
    expect(turnedBy(PLAN, -15).turn).toBe(345);
    expect(turnedBy({ ...PLAN, turn: 350 }, 15).turn).toBe(5);
  });

  it('keeps its corner where it is seen when its size changes, whatever its turn', () => {
    const cornerOf = ({ x, y, width, height, turn }: Plan) => {
      const to = rotated(-width / 2, -height / 2, turn);
      return { x: x + width / 2 + to.x, y: y + height / 2 + to.y };
    };
    for (const turn of [0, 30, 90, 200]) {
      const before = { ...PLAN, x: 100, y: 100, turn };
      const after = resizedTo(before, 30, 12);
      expect(after).toMatchObject({ width: 30, height: 12 });
      expect(Math.abs(cornerOf(after).x - cornerOf(before).x)).toBeLessThan(0.51);
      expect(Math.abs(cornerOf(after).y - cornerOf(before).y)).toBeLessThan(0.51);
    }
    expect(resizedTo(PLAN, 0, 5000)).toMatchObject({ width: 4, height: 100 });
  });

  it('is placed where it touches no other, on the grid', () => {
    const placed: Plan[] = [];
    for (let i = 0; i < 30; i++) placed.push(placeFor(i % 9, placed));
    for (const [i, one] of placed.entries()) {
      expect([one.x % GRID, one.y % GRID]).toEqual([0, 0]);
      for (const other of placed.slice(i + 1)) {
        const isApart =
          one.x + one.width < other.x ||
          other.x + other.width < one.x ||
          one.y + one.height < other.y ||
          other.y + other.height < one.y;
        expect(isApart).toBe(true);
      }
    }
    expect(placeBeside(PLAN, [PLAN])).toMatchObject({ y: PLAN.y, width: PLAN.width });
    expect(placeBeside(PLAN, [PLAN]).x).toBeGreaterThan(PLAN.x + PLAN.width);
  });

  it('makes the room as large as what stands in it', () => {
    expect(roomOf([])).toEqual({ width: 120, height: 70 });
    expect(roomOf([{ ...PLAN, x: 200 }]).width).toBeGreaterThan(216);
  });
});
