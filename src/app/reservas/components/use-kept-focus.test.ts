import { expect, test } from 'vitest';
import { successorOf } from './use-kept-focus';

const rows = (ids: string) => [...ids].map((id) => ({ id }));

test.each([
  { say: 'the next one', id: 'b', before: 'abcd', after: 'acd', next: 'c' },
  { say: 'the next one that is left', id: 'b', before: 'abcd', after: 'ad', next: 'd' },
  { say: 'the one before it at the end', id: 'd', before: 'abcd', after: 'abc', next: 'c' },
  { say: 'the first one when it is not known where it was', id: 'x', before: 'abcd', after: 'abcd', next: 'a' },
  { say: 'none in an empty list', id: 'a', before: 'a', after: '', next: null },
])('a row that is gone is followed by $say', ({ id, before, after, next }) => {
  expect(successorOf(id, rows(before), rows(after))).toBe(next);
});
