import { expect, it } from 'vitest';
import { deviceLabel } from './device-label';

const MOZILLA = 'Mozilla/5.0';
const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0';

it.each([
  [`${MOZILLA} (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${SAFARI}`, 'Safari · iPhone'],
  [`${MOZILLA} (Linux; Android 14; SM-T220) ${CHROME} Safari/537.36`, 'Chrome · Android'],
  [`${MOZILLA} (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/126.0.0.0`, 'Microsoft Edge · Windows'],
  ['', '?'],
  ['curl/8.1', '?'],
  ['x'.repeat(100_000), '?'],
])('%#', (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label);
});

it('knows nothing of a request that says nothing, and forgets when too many kinds come', () => {
  expect(deviceLabel(null)).toBe('?');
  for (let kind = 0; kind < 2_000; kind += 1) deviceLabel(`${MOZILLA} kind ${kind}`);
  const labels = Reflect.get(globalThis, Symbol.for('aforo.device-labels')) as Map<string, string>;
  expect(labels.size).toBeLessThanOrEqual(500);
});
