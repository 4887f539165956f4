import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../../../tests/support/sha256';
import { sha256Hex } from './answer-audit';

test('the page digests texts as the server does', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }));
  fc.assert(
    fc.property(text, (odd) => {
      expect(sha256Hex(odd)).toBe(sha256(odd));
    }),
  );
});
