import { describe, expect, it } from 'vitest';
import { MOST_AT_ONCE, namesOf, nextName, splitNames } from './table-names';

describe('many tables at once', () => {
  it('have a number each', () => {
    expect(namesOf({ prefix: ' Mesa ', first: 1, last: 3 })).toEqual(['Mesa 1', 'Mesa 2', 'Mesa 3']);
    expect(namesOf({ prefix: '', first: 7, last: 8 })).toEqual(['7', '8']);
  });

  it('are none where the numbers make no row, or too long a one', () => {
    for (const [first, last] of [
      [3, 1],
      [Number.NaN, 4],
      [1.5, 4],
      [-1, 4],
      [1, MOST_AT_ONCE + 1],
    ] as const)
      expect(namesOf({ prefix: 'Mesa', first, last })).toEqual([]);
    expect(namesOf({ prefix: 'Mesa', first: 1, last: MOST_AT_ONCE })).toHaveLength(MOST_AT_ONCE);
  });

  it('leave alone what is there already, whatever its letters', () => {
    expect(splitNames(['Mesa 1', 'Mesa 2'], [{ name: 'MESA 2' }])).toEqual({ fresh: ['Mesa 1'], taken: ['Mesa 2'] });
  });

  it('go on from the last one', () => {
    expect(nextName('Mesa 4', [{ name: 'Mesa 4' }, { name: 'Mesa 5' }])).toBe('Mesa 6');
    expect(nextName('Barra', [{ name: 'Barra' }])).toBe('Barra 1');
  });
});
