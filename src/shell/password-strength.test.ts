import { expect, test } from 'vitest';
import { strengthOf } from './password-strength';

test.each([
  ['', 'none'],
  ['abc', 'short'],
  ['aaaaaaaaaaaa', 'weak'],
  ['once letras', 'short'],
  ['passwordpass', 'weak'],
  ['perro gato 7', 'fair'],
  ['cuatro palabras sueltas aquí', 'good'],
])('%j is %s', (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});
