import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/i18n/locale';
import { MESSAGES } from '@/i18n/messages';
import { compileSearch, fold, type Hint, hintOf, RANK, type Searchable, searchRows } from './search';
import { TAGS } from './wire';

const row: Searchable = {
  code: 'K7M2QX',
  customerName: 'María José Muñoz',
  customerPhone: '+593987654321',
  tableName: 'Mesa T12',
  tags: null,
};
const named = (customerName: string): Searchable => ({ ...row, customerName, code: 'ZZZZZZ', customerPhone: null });
const finds = (typed: string, in_: Searchable = row) => compileSearch(typed)(in_) !== null;

it('finds a row that cannot be read by its code alone, and the others as ever', () => {
  const broken = { ...row, code: 'BADROW', customerName: { first: 'not a text' } } as unknown as Searchable;
  expect(searchRows([broken, row], compileSearch('muñoz'))).toEqual([row]);
  expect(searchRows([broken, row], compileSearch('badrow'))).toEqual([broken]);
});

describe('finds', () => {
  it.each([
    ...['', '  ', '\u200B', 'munoz', 'MUÑOZ', 'JOSE mar', 'muñoz maría', 'mar mar', 'uño'],
    // Codes as they are read out.
    ...['k7m2', 'K7M-2QX', 'k7 m2 qx', '7m2q', 'muñoz k7m'],
    ...['t12', 'mesa t12', 'T 12', 'mesat12'],
    // Phones as they are said.
    ...[
      '98-765',
      '+593 987',
      '0987654321',
      '098 765 4321',
      '098',
      '00593 98 765 4321',
      '593987654321',
      '+593 (0)98 765',
    ],
    ...['tel:+593987654321', '4321', '543 21', '+593‑98–765', 'maría 4321', '\u202A+593 98 765 4321\u202C'],
    // One typing error a word.
    ...['munozz', 'munz', 'mnuoz', 'mubo', 'muñzo marai'],
  ])('%j', (typed) => expect(finds(typed)).toBe(true));

  it.each([
    ...['pérez', 'muñoz t13', 'otra@', '+', 'k7m3', '09876543210', '+93987', '0034987', '5555', 'maría 5555'],
    ...['xuñaz', 'munozzz', 'zmrai', 'mux', 'nmoz'],
  ])('not %j', (typed) => expect(finds(typed)).toBe(false));

  it.each([
    ["O'Neill", 'oneill'],
    ["O'Neill", 'o neill'],
    ["O'Neill", 'o’neill'],
    ['O Neill', "o'neill"],
    ['ONeill', 'O-Neill'],
    ['Jean-Luc Picard', 'jean luc'],
    ['Jean-Luc Picard', 'jeanluc'],
    ['Jean Luc Picard', 'jean‐luc'],
    ['JeanLuc Picard', 'jean-luc'],
    ["D'Artagnan", 'd´artagnan'],
    ['Mendoza, Lucía', 'lucia mendoza'],
    ['Lucía Mendoza', 'mendoza,lucia'],
    ['Łukasz Wałęsa', 'lukasz walesa'],
    ['Søren Østergård', 'soren ostergard'],
    ['Jürgen Groß', 'gross jurgen'],
    ['Jürgen Groß', 'GROSS'],
    ['Æsa Œuvrard', 'aesa oeuvrard'],
    ['Đorđe Þór', 'dorde thor'],
    ['Işıl İnan', 'isil inan'],
    ['Mueller', 'müller'],
    ['Müller', 'mueller'],
    ['ﬁlip Ｌｕｚ', 'filip luz'],
    ['L\u00ADu\u200Bis', 'luis'],
    ['\u202EAna\u202C', 'ana'],
    ['Цветана', 'цветана'],
    ['王小明', '小明'],
    ['محمد علي', 'علي'],
    ['Fiesta 🎉', '🎉'],
  ])('%j by %j', (name, typed) => expect(finds(typed, named(name))).toBe(true));
});

describe('a tag', () => {
  const ana = named('Ana Ruiz');

  it.each(TAGS.flatMap((tag) => LOCALES.map((locale) => [tag, MESSAGES[locale].reservas.tags[tag]] as const)))(
    '%s is found by its word in each language, %s, and by the start of it',
    (tag, word) => {
      for (const typed of [word, word.toUpperCase(), word.slice(0, 3), `ruiz ${word}`]) {
        expect([typed, finds(typed, { ...ana, tags: [tag] })]).toEqual([typed, true]);
        expect([typed, finds(typed, ana)]).toEqual([typed, false]);
        const others = TAGS.filter((other) => other !== tag);
        expect([typed, finds(typed, { ...ana, tags: others })]).toEqual([typed, false]);
      }
    },
  );

  it.each(['alérgica', 'alergias', 'cumple', 'wheelchair', 'allergies'])('is found by %j', (typed) =>
    expect(finds(typed, { ...ana, tags: [...TAGS] })).toBe(true),
  );

  it('is not found by two letters, nor when this version does not know it', () => {
    expect(finds('vi', { ...ana, tags: ['VIP'] })).toBe(false);
    expect(finds('stroller', { ...ana, tags: ['STROLLER', 'constructor'] })).toBe(false);
  });

  it('ranks after a name', () => {
    const [vip, person] = [{ ...ana, tags: ['VIP'] }, named('Vipulan')];
    const rank = compileSearch('vip');
    expect([rank(person), rank(vip)]).toEqual([RANK.start, RANK.inside]);
  });
});

const LETTER = fc.constantFrom(...'abcdefghijklmnopqrstuvwyz');
const WORD = fc.array(LETTER, { minLength: 4, maxLength: 9 }).map((letters) => letters.join(''));
const NAME = fc.array(WORD, { minLength: 1, maxLength: 4 });
/** What a keyboard, a clipboard or another program adds to a letter without making it another one. */
const DECORATION = fc.constantFrom('', '', '\u0301', '\u0308', '\u200B', '\u00AD', '\u202E', '\u2060');
const JOINT = fc.constantFrom(' ', '  ', '-', '‐', '–', "'", '’', '\u00A0', '\t');

describe('any name', () => {
  it('is found by its words in any order, decorated in any way, by their starts too', () => {
    const typing = NAME.chain((words) =>
      fc.record({
        words: fc.constant(words),
        order: fc.shuffledSubarray(words, { minLength: 1 }),
        joint: JOINT,
        decorations: fc.array(DECORATION, { minLength: 40, maxLength: 40 }),
        upper: fc.boolean(),
        length: fc.integer({ min: 1, max: 9 }),
      }),
    );
    fc.assert(
      fc.property(typing, ({ words, order, joint, decorations, upper, length }) => {
        const start = order.map((word) => word.slice(0, length)).join(' ');
        const decorated = [...start].map((letter, index) => letter + (decorations[index] ?? '')).join('');
        expect(finds(upper ? decorated.toUpperCase() : decorated, named(words.join(joint)))).toBe(true);
      }),
    );
  });

  it('is found with one typing error in each word, after what matches better, and not with two', () => {
    const typing = fc.record({ words: NAME, at: fc.nat(), kind: fc.constantFrom('swap', 'drop', 'add', 'other') });
    const wrong = (word: string, at: number, kind: string) => {
      const i = at % (word.length - 1);
      if (kind === 'swap') return word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2);
      if (kind === 'drop') return word.length > 4 ? word.slice(0, i) + word.slice(i + 1) : word;
      return `${word.slice(0, i)}x${word.slice(kind === 'add' ? i : i + 1)}`;
    };
    fc.assert(
      fc.property(typing, ({ words, at, kind }) => {
        const typed = words.map((word) => wrong(word, at, kind)).join(' ');
        const person = named(words.join(' '));
        expect(finds(typed, person)).toBe(true);
        expect(compileSearch(words.join(' '))(person)).toBe(RANK.start);
        const twice = words.map((word) => `x${word.slice(1, -1)}x`).join(' ');
        expect(finds(twice, person)).toBe(false);
      }),
    );
  });
});

it('keeps the order of a list', () => {
  const rows = ['Mendiza', 'Ana Mendoza', 'Ruiz', 'Mendoza'].map(named);
  expect(searchRows(rows, compileSearch('mendoza')).map(({ customerName }) => customerName)).toEqual([
    'Mendiza',
    'Ana Mendoza',
    'Mendoza',
  ]);
  expect(searchRows(rows, compileSearch(' '))).toEqual(rows);
});

/** As a database checks it. */
function meets(hint: Hint, row: Searchable): boolean {
  if ('all' in hint) return hint.all.every((each) => meets(each, row));
  if ('any' in hint) return hint.any.some((each) => meets(each, row));
  const { customerName, tableName, code, customerPhone, tags } = row;
  const texts = {
    text: fold(customerName + (tableName ?? '')).replace(/[^\p{L}\p{N}]/gu, ''),
    code: code.toLowerCase().replace(/o/g, '0').replace(/[il]/g, '1').replace(/u/g, 'v'),
    phone: (customerPhone ?? '').replace(/\D/g, ''),
    name: customerName,
    tags: (tags ?? []).join(' '),
  };
  return texts[hint.in].includes(hint.part);
}

describe('the hint', () => {
  const letters = fc.constantFrom(...'abcdeñóß', "'", '-', ' ', '李');
  const word = fc.string({ unit: letters, minLength: 1, maxLength: 8 });
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 3, maxLength: 9 });
  const rows = fc.record({
    customerName: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
    tableName: fc.option(word),
    code: fc.string({ unit: fc.constantFrom(...'ABCILOU2'), minLength: 6, maxLength: 6 }),
    customerPhone: fc.option(digits.map((rest) => `+593${rest}`)),
    tags: fc.option(fc.subarray([...TAGS], { minLength: 1 })),
  });

  it('holds for every row that the search finds', () => {
    let found = 0;
    const typed = rows.chain((row) => {
      const { customerName, tableName, code, customerPhone } = row;
      const whole = fc.constantFrom(
        customerName,
        tableName ?? '',
        code.toLowerCase(),
        customerPhone ?? '',
        `${code} ${customerName}`,
      );
      const part = fc.tuple(whole, fc.nat(6), fc.nat(9)).map(([text, from, length]) => text.slice(from, from + length));
      const wrong = fc
        .tuple(whole, fc.nat(9), fc.nat(1), letters)
        .map(([text, at, left, letter]) => text.slice(0, at) + letter + text.slice(at + left));
      const swapped = fc
        .tuple(whole, fc.nat(9))
        .map(([text, at]) => text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2));
      return fc.tuple(
        fc.constant(row),
        fc.oneof(
          whole,
          part,
          wrong,
          swapped,
          word,
          digits.map((some) => `0${some}`),
          fc.constantFrom('alergia', 'vip', 'cumple', 'mobility', `${row.customerName} vip`),
        ),
      );
    });
    fc.assert(
      fc.property(typed, ([row, text]) => {
        if (compileSearch(text)(row) === null) return;
        found += 1;
        const hint = hintOf(text);
        expect(hint === null || meets(hint, row)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(found).toBeGreaterThan(1000);
  });

  it('leaves out most of the others', () => {
    const hint = hintOf('fernandez');
    const names = ['Ana Mora', 'Fernando Ruiz', 'Lucía Fernández', 'Lukas Fernadnez', 'Nandez'];
    expect(names.filter((name) => hint && meets(hint, named(name)))).toEqual([
      'Fernando Ruiz',
      'Lucía Fernández',
      'Lukas Fernadnez',
      'Nandez',
    ]);
  });
});
