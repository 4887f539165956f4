import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Slug } from '@/modules/venues/schema';
import { slugOf } from './complete-setup';

it('makes a valid slug of any name', () => {
  expect(slugOf('Terraza Ñandú — 2')).toBe('terraza-nandu-2');
  expect(slugOf('日本')).toBe('local');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => Slug.safeParse(slugOf(name)).success),
  );
});
