import { expect, test } from 'vitest';
import { LANGUAGES } from '@/i18n/locale';
import { waitIn } from './wait-in';

test.each([
  ['es', 1, '1 segundo'],
  ['es', 89, '89 segundos'],
  ['es', 90, '2 minutos'],
  ['en', 1, '1 second'],
  ['en', 40, '40 seconds'],
  ['en', 121, '3 minutes'],
] as const)('in %s, %i s are %s', (locale, seconds, words) => {
  expect(waitIn(LANGUAGES[locale].formats, seconds)).toBe(words);
});
