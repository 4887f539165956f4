import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeDestination } from './safe-destination';

test('keeps a path of this origin with its query', () => {
  expect(safeDestination('/puerta?local=terraza')).toBe('/puerta?local=terraza');
});

test.each([
  undefined,
  '',
  'https://malo.example',
  '//malo.example',
  '/\\malo.example',
  '/\t/malo.example',
  '/x/..//malo.example',
  'javascript:alert(1)',
  '/entrar?destino=/entrar',
])('sends %s to the list', (value) => {
  expect(safeDestination(value)).toBe('/reservas');
});

test('never leaves the origin', () => {
  const hostile = fc.string({ unit: fc.constantFrom('/', '\\', '\t', '\n', ':', '@', '.', 'a', '%', '2f', '?', '#') });
  fc.assert(
    fc.property(hostile, (tail) => {
      expect(new URL(safeDestination(`/${tail}`), 'https://aqui.example').origin).toBe('https://aqui.example');
    }),
  );
});
