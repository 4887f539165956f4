import { expect, test } from 'vitest';
import { LOCALES } from './locale';
import { messagesOf } from './messages-of';

const objectsIn = (part: unknown): object[] =>
  typeof part === 'object' && part !== null ? [part, ...Object.values(part).flatMap(objectsIn)] : [];

test.each(LOCALES)('the texts of %s are read already, and plain enough for a page to hand over', (locale) => {
  const { counts, people } = messagesOf(locale, ['counts', 'people.signIn']);
  expect(counts.in).toContainEqual(['count', expect.anything(), expect.anything()]);
  const prototypes = objectsIn({ counts, people }).map(Object.getPrototypeOf);
  expect(new Set(prototypes)).toEqual(new Set([Object.prototype, Array.prototype]));
});

test('holds what was asked for alone', () => {
  const sent = messagesOf('es', ['people.signIn']);
  expect(Object.keys(sent)).toEqual(['people']);
  expect(Object.keys(sent.people)).toEqual(['signIn']);
});
