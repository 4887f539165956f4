import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanLines, isBlank, isVisible } from './text';

/** What stands in no name: controls, direction marks, zero width, tags, byte order mark, soft hyphen, fillers. */
const UNSEEN = [
  '\0',
  '\u0007',
  '\u0085',
  '\u200B',
  '\u200E',
  '\u200F',
  '\u061C',
  '\u202A',
  '\u202B',
  '\u202C',
  '\u202D',
  '\u202E',
  '\u2060',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  '\uFEFF',
  '\u00AD',
  '\u180E',
  '\u3164',
  '\uFFF9',
  '\u{E0041}',
  '\u{E007F}',
];

describe('cleanLine', () => {
  it.each([
    ['  Ana\u00A0 ', 'Ana'],
    ['Ana\nMar\tía\r\nRuiz', 'Ana Mar ía Ruiz'],
    ['Ana  María', 'Ana  María'],
    ['Mari\u0301a', 'María'],
    ['\u202Eanul al\u202C', 'anul al'],
    ['A\u200Bna', 'Ana'],
    ['A\u200Dna\u200C', 'Ana'],
    // Joiners that belong to the writing or to an emoji stay.
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
    ['क्\u200Dष', 'क्\u200Dष'],
    ['👨\u200D👩\u200D👧 Ruiz', '👨\u200D👩\u200D👧 Ruiz'],
    ['👩🏽\u200D🚀', '👩🏽\u200D🚀'],
    ['❤\uFE0F\u200D🔥', '❤\uFE0F\u200D🔥'],
    ['1\uFE0F\u20E3', '1\uFE0F\u20E3'],
    ['\u200D👧\u200D', '👧'],
    ['\uFE0F', ''],
  ])('%j → %j', (text, clean) => expect(cleanLine(text)).toBe(clean));

  it('leaves nothing unseen wherever it was put, and is done in one pass', () => {
    const name = fc.array(fc.oneof(fc.constantFrom(...UNSEEN), fc.constantFrom('A', 'ñ', '李', '🎉', 'é', ' ')));
    fc.assert(
      fc.property(name, (parts) => {
        const clean = cleanLine(parts.join(''));
        expect(UNSEEN.filter((unseen) => clean.includes(unseen))).toEqual([]);
        expect(cleanLine(clean)).toBe(clean);
      }),
    );
    const any = fc.array(fc.nat(0x10ffff)).map((points) => String.fromCodePoint(...points));
    fc.assert(fc.property(any, (text) => cleanLine(cleanLine(text)) === cleanLine(text)));
  });
});

it('keeps the lines of a note', () => {
  expect(cleanLines(' Alergia:\r\n\t- nueces\u202E\u2028fin\n ')).toBe('Alergia:\n\t- nueces\nfin');
});

it.each(['A', '7', '李', '🎉', '?', '❤\uFE0F'])('%j is visible', (text) => expect(isVisible(text)).toBe(true));
it.each(['', ' ', '\u0301', '\u3164', '\u115F', '\u2800', '\u200D', '\u{E0041}'])('%j is not', (text) =>
  expect(isVisible(text)).toBe(false),
);
it.each(['', '   ', '\u00A0\u200B\uFEFF', '\t\r\n'])('%j is blank', (text) => expect(isBlank(text)).toBe(true));
