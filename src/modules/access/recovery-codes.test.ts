import { expect, test } from 'vitest';
import { drawCodes, plainCode } from './recovery-codes';

test('ten codes, all different, of letters and digits that nobody mistakes', () => {
  const codes = drawCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[2-9a-hj-km-np-tv-z]{5}-[2-9a-hj-km-np-tv-z]{5}$/);
});

test.each(['ABCDE-23456', 'abcde23456', ' abcde 23456 ', 'abcde–23456'])(
  '%s is the code that was written down',
  (typed) => {
    expect(plainCode(typed)).toBe('abcde-23456');
  },
);
