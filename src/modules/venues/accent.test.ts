import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrastOf, inkOn, isColour, isVisibleAccent, luminanceOf, nearestAccent } from './accent';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('contrast is the standard’s', () => {
  expect(contrastOf(luminanceOf('#000000'), luminanceOf('#ffffff'))).toBeCloseTo(21, 5);
  // The example that tools for contrast are compared by: 4.54.
  expect(contrastOf(luminanceOf('#767676'), 1)).toBeCloseTo(4.54, 2);
});

test.each(['#ffd400', '#ffffff', '#0b1f3a', '#000000'])('%s is too near to a surface', (given) => {
  expect(isVisibleAccent(given)).toBe(false);
  expect(nearestAccent(given)).not.toBe(given);
});

test.each(['#d6336c', '#1971c2', '#2b8a3e'])('%s can be told from the surfaces of both themes', (given) => {
  expect(isVisibleAccent(given)).toBe(true);
  expect(nearestAccent(given)).toBe(given);
});

test('of every colour, the nearest one is visible, keeps what passes, and bears words of 4.5:1', () => {
  fc.assert(
    fc.property(colour, (given) => {
      const nearest = nearestAccent(given);
      expect(isColour(nearest)).toBe(true);
      expect(isVisibleAccent(nearest)).toBe(true);
      if (isVisibleAccent(given)) expect(nearest).toBe(given);
      expect(contrastOf(luminanceOf(given), luminanceOf(inkOn(given)))).toBeGreaterThanOrEqual(4.5);
    }),
  );
});

test('nearest is as near as can be: one step less of black or white does not pass', () => {
  // Yellow is darkened, navy is lightened.
  expect(luminanceOf(nearestAccent('#ffd400'))).toBeCloseTo(0.267, 1);
  expect(luminanceOf(nearestAccent('#0b1f3a'))).toBeCloseTo(0.136, 1);
});
