import { expect, test } from 'vitest';
import { problemsOf, suggestSlug } from './setup-fields';

const good = {
  setupCode: 'k7pd-3mxw-9qtz',
  name: 'Ana',
  email: 'ana@local.com',
  password: 'doce letras o más',
  businessName: 'Terraza',
  slug: 'terraza',
  timeZone: 'America/Guayaquil',
  cutoffHour: 4,
};

test('nothing is wrong with a full form', () => {
  expect(problemsOf(good)).toEqual({});
});

test.each([
  ['setupCode', ' '],
  ['name', ' '],
  ['email', 'ana'],
  ['password', 'once letras'],
  ['businessName', ''],
  ['slug', 'Terraza Ñandú'],
  ['timeZone', 'Quito'],
  ['cutoffHour', 13],
])('%s cannot be %j', (field, value) => {
  expect(problemsOf({ ...good, [field]: value })).toEqual({ [field]: field });
});

test('suggests a slug without accents or edges', () => {
  expect(suggestSlug('  Terraza Ñandú — Centro!')).toBe('terraza-nandu-centro');
});
