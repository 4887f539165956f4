import { expect, it } from 'vitest';
import { isolate } from './isolate';

it.each([
  ['Lucía', 'Lucía'],
  ['李 🎉', '李 🎉'],
  ['محمد', '\u2068محمد\u2069'],
  ['דנה Ruiz', '\u2068דנה Ruiz\u2069'],
  // What closes an isolate, or turns what follows, leaves no mark.
  ['ana\u202E', 'ana'],
  ['\u2069\u202Eמשה\u2066', '\u2068משה\u2069'],
])('%j → %j', (name, shown) => expect(isolate(name)).toBe(shown));
