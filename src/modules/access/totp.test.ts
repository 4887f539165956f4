import { expect, test } from 'vitest';
import { codeAt, stepOf } from './totp';

const SECRET = '12345678901234567890';

// RFC 6238, appendix B: the last six digits.
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %d seconds the code is %s', (seconds, code) => {
  expect(codeAt(SECRET, Math.floor(seconds / 30))).toBe(code);
});

test('a code counts in its own step and in the two beside it', () => {
  const code = codeAt(SECRET, 1000);
  const at = (step: number) => stepOf(SECRET, code, new Date(step * 30_000));
  expect([at(998), at(999), at(1000), at(1001), at(1002)]).toEqual([null, 1000, 1000, 1000, null]);
  expect(stepOf(SECRET, '', new Date(60_000))).toBeNull();
});
