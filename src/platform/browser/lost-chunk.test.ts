import { expect, test } from 'vitest';
import { isLostChunk } from './lost-chunk';

test.each([
  Object.assign(new Error('Failed to load chunk /_next/static/chunks/0a1.js from module 4711'), {
    name: 'ChunkLoadError',
  }),
  new Error('Loading chunk 417 failed.'),
  new TypeError('Failed to fetch dynamically imported module: https://aforo.example/_next/a.js'),
  new TypeError('error loading dynamically imported module: https://aforo.example/_next/a.js'),
  new TypeError('Importing a module script failed.'),
])('%s', (error) => expect(isLostChunk(error)).toBe(true));

test.each([new Error('row is undefined'), new TypeError('Failed to fetch'), 'Failed to load chunk', null])(
  'is not %s',
  (error) => expect(isLostChunk(error)).toBe(false),
);
