import { describe, expect, test } from 'vitest';
import { strengthOf, suggestSlug, wrongFields } from './setup-fields';

const good = {
  name: 'Ana',
  email: 'ana@local.com',
  password: 'ocho letras',
  businessName: 'Terraza',
  slug: 'terraza',
  timeZone: 'America/Guayaquil',
  cutoffHour: 4,
};

test('nothing is wrong with a full form', () => {
  expect(wrongFields(good)).toEqual([]);
});

test.each([
  ['name', ' '],
  ['email', 'ana'],
  ['password', '1234567'],
  ['businessName', ''],
  ['slug', 'Terraza Ñandú'],
  ['timeZone', 'Quito'],
  ['cutoffHour', 13],
])('%s cannot be %j', (field, value) => {
  expect(wrongFields({ ...good, [field]: value })).toEqual([field]);
});

test('suggests a slug without accents or edges', () => {
  expect(suggestSlug('  Terraza Ñandú — Centro!')).toBe('terraza-nandu-centro');
});

describe('strengthOf', () => {
  test.each([
    ['', 'none'],
    ['abc', 'short'],
    ['aaaaaaaaaaaa', 'weak'],
    ['password', 'weak'],
    ['perro gato 7', 'fair'],
    ['cuatro palabras sueltas aquí', 'good'],
  ])('%j is %s', (password, strength) => {
    expect(strengthOf(password)).toBe(strength);
  });
});
