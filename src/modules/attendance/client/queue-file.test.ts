import { expect, test } from 'vitest';
import { BETO, countOf } from './device.fixture';
import { drawQueueFile, fitsCode, readQueueFile } from './queue-file';

const counts = [
  countOf('a', { label: 'Lucía Fernández', basis: 'MANIFEST', manifestSeq: 4, place: 3 }),
  countOf('b', { author: BETO, target: { category: null }, flow: 'OUT', deviceId: 'another' }),
];

test('brings every count to another phone as its own phone’s and its author’s, without a name', () => {
  const text = drawQueueFile(counts, 'phone');
  expect(text).not.toMatch(/Luc|Fern|Ana|Beto|Terraza/);
  expect(readQueueFile(text)).toEqual([
    { ...counts[0], deviceId: 'phone', label: null, venue: null, author: { id: 'ana', name: '' } },
    { ...counts[1], deviceId: 'another', venue: null, author: { id: 'beto', name: '' } },
  ]);
  expect(fitsCode(text)).toBe(true);
  expect(
    fitsCode(
      drawQueueFile(
        Array.from({ length: 9 }, (_, index) => countOf(`n${index}`)),
        'phone',
      ),
    ),
  ).toBe(false);
});

test.each([
  ['a pass', 'AFORO1.abc', 'strange'],
  ['another file', '{"aforo":"backup"}', 'strange'],
  ['half of a file', drawQueueFile(counts, 'phone').slice(0, 200), 'damaged'],
  ['a changed number', drawQueueFile(counts, 'phone').replace('"increment":2', '"increment":9'), 'damaged'],
  ['a count less', drawQueueFile(counts, 'phone').replace(/,\{"nonce":"b".*\}\],/, '],'), 'damaged'],
])('%s is refused', (_, text, why) => {
  expect(readQueueFile(text)).toBe(why);
});
